#include "adapters/sqlite/incident_schema.hpp"
#include "adapters/sqlite/incident_store.hpp"
#include "platform/async/run.hpp"
#include "tests/support/an_incident.hpp"
#include "tests/support/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace resuelve::sqlite {
namespace {

using incidents::Status;
using incidents::testing::an_incident;

const auto reported_at = incidents::testing::filing_time;

struct Tallies : ::testing::Test {
    incidents::Overview figures() { return run(store->overview({.now = reported_at})); }
    void open_some() {
        for (std::uint64_t i = 1; i <= 3; ++i)
            run(store->commit(an_incident().numbered(i).with_product("Cafetera").resolution_proposed().changes()));
    }
    void spoil(std::string sql) {
        run(store->database().write([sql](Connection& connection) { connection.execute(sql.c_str()); }));
    }
    std::int64_t tallies() {
        return store->database().read_now([](Connection& connection) {
            auto row = connection.prepare("SELECT count(*) FROM tallies");
            row.step();
            return row.integer(0);
        });
    }

    testing_support::TemporaryDirectory directory;
    std::optional<IncidentStore> store{std::in_place, directory / "incidents.db"};
};

} // namespace

TEST_F(Tallies, GrowWithTheirValuesAndNotWithTheIncidents) {
    run(store->commit(an_incident().numbered(1).changes()));
    const auto of_one = tallies();
    run(store->commit(an_incident().numbered(2).changes()));
    EXPECT_EQ(tallies(), of_one);
}

TEST_F(Tallies, ThatWereSpoiltAreMadeAnew) {
    open_some();
    const auto right = figures();
    spoil("UPDATE tallies SET count = count + 7");
    EXPECT_NE(figures(), right) << "reports read them";
    const auto found = run(store->recount());
    EXPECT_EQ(found.incidents, 3);
    EXPECT_EQ(found.wrong, 8U) << "status, channel, category, product, priority, assignee and two answers, of one day";
    EXPECT_EQ(figures(), right);
    EXPECT_EQ(run(store->recount()).wrong, 0U);
}

TEST_F(Tallies, OfAStoreFromBeforeThereWereAnyAreMadeWhenItIsOpened) {
    open_some();
    const auto right = figures();
    spoil("DROP TABLE tallies; DROP TABLE counted; ALTER TABLE facts DROP COLUMN product;"
          "DROP INDEX incidents_created_approval; ALTER TABLE incidents DROP COLUMN approval;"
          "DROP INDEX incidents_created_snoozed; ALTER TABLE incidents DROP COLUMN snoozed; DROP TABLE form_drafts;"
          "PRAGMA user_version = 13");
    store.reset();
    store.emplace(directory / "incidents.db");
    EXPECT_EQ(figures(), right);
    EXPECT_EQ(right.by_product.at("Cafetera").at(""), 3);
}

TEST_F(Tallies, ThatAnEarlierProgramCountedOtherwiseAreMadeAnew) {
    open_some();
    const auto right = figures();
    spoil("DELETE FROM tallies WHERE figure = 'open_priority'; UPDATE counted SET facts = facts - 1");
    EXPECT_NE(figures(), right);
    store.reset();
    store.emplace(directory / "incidents.db");
    EXPECT_EQ(figures(), right);
}

TEST_F(Tallies, LeaveNoneOfWhatNoIncidentIsAnyMore) {
    open_some();
    incidents::testing::Acting by;
    for (const auto& incident : run(store->list({.scope = {.all = true}})).items)
        run(store->commit(
            {incidents::testing::must(incidents::accept_resolution(incident, by(incidents::testing::ana())))}));
    EXPECT_EQ(figures().by_status, (std::map<Status, std::int64_t>{{Status::closed, 3}}));
}

} // namespace resuelve::sqlite
