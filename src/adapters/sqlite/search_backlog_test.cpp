#include "adapters/sqlite/incident_store.hpp"
#include "domain/incidents/reply.hpp"
#include "platform/async/run.hpp"
#include "tests/support/an_incident.hpp"
#include "tests/support/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace resuelve::sqlite {
namespace {

using namespace incidents;

class SearchBacklogOfAStore : public ::testing::Test {
protected:
    IncidentStore& store() { return *store_; }
    void reopen() {
        store_.reset();
        store_ = std::make_unique<IncidentStore>(file_);
    }

    Incident file(testing::AnIncident builder) {
        const auto changes = builder.numbered(++seed_).changes();
        for (const auto& change : changes)
            run(store().commit({change}));
        return changes.back().incident;
    }

    std::int64_t count(std::string_view sql) {
        return store().database().read_now([sql](Connection& connection) {
            auto row = connection.prepare(sql);
            row.step();
            return row.integer(0);
        });
    }
    std::int64_t unindexed() { return count("SELECT count(*) FROM unindexed"); }
    std::size_t found(std::string text) {
        return run(store().list({.scope = {.all = true}, .text = std::move(text), .limit = 100})).items.size();
    }
    void expect_sound_index() {
        EXPECT_NO_THROW(run(store().database().write(
            [](Connection& c) { c.execute("INSERT INTO search(search, rank) VALUES ('integrity-check', 0)"); })));
    }

    testing_support::TemporaryDirectory directory_;
    std::filesystem::path file_ = directory_ / "incidents.db";
    std::unique_ptr<IncidentStore> store_ = std::make_unique<IncidentStore>(file_);
    std::uint64_t seed_ = 0;
};

TEST_F(SearchBacklogOfAStore, WaitsForTheFirstSearch) {
    file(testing::an_incident());
    EXPECT_EQ(unindexed(), 1);
    EXPECT_EQ(found("cafetera"), 1);
    EXPECT_EQ(unindexed(), 0);
    EXPECT_EQ(found("cafetera"), 1);
}

TEST_F(SearchBacklogOfAStore, WaitsForFiveHundredOthers) {
    for (int i = 0; i < 520; ++i)
        file(testing::an_incident());
    EXPECT_EQ(unindexed(), 520 - 512);
}

TEST_F(SearchBacklogOfAStore, IsIndexedByWhoOpensTheStoreNext) {
    const auto mine = file(testing::an_incident());
    testing::Acting by;
    run(store().commit({testing::must(reply(mine, {.body = "zurriburri"}, by(testing::ana())))}));
    ASSERT_EQ(unindexed(), 2);
    reopen();
    EXPECT_EQ(unindexed(), 0);
    EXPECT_EQ(found("cafetera"), 1);
    EXPECT_EQ(found("zurriburri"), 1);
    run(store().erase_customer(testing::ana().customer_id(), testing::filing_time));
    expect_sound_index();
    EXPECT_EQ(found("zurriburri"), 0);
}

TEST_F(SearchBacklogOfAStore, ForgetsWhatACommitThatFailedHadAdded) {
    SearchBacklog backlog{store().database()};
    const auto add = [&](std::int64_t rowid, bool fail) {
        run(store().database().write([&, rowid, fail](Connection& connection) {
            backlog.add(connection, rowid, {.everybody = "zurriburri", .employees = {}});
            if (fail) connection.at_end_of_batch([](Connection&) { throw std::runtime_error{"no"}; });
        }));
    };
    const auto documents = [&] { return count("SELECT count(*) FROM search WHERE search MATCH 'zurriburri'"); };
    add(search_rowid(1, 0), false);
    EXPECT_ANY_THROW(add(search_rowid(2, 0), true));
    EXPECT_EQ(unindexed(), 1);
    EXPECT_EQ(documents(), 0);
    run(backlog.index());
    EXPECT_EQ(documents(), 1);
    EXPECT_EQ(unindexed(), 0);
    expect_sound_index();
}

} // namespace
} // namespace resuelve::sqlite
