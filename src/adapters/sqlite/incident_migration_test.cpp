#include "adapters/sqlite/incident_rows.hpp"
#include "adapters/sqlite/incident_schema.hpp"
#include "adapters/sqlite/incident_store.hpp"
#include "adapters/sqlite/words_tokenizer.hpp"
#include "domain/incidents/rate.hpp"
#include "platform/async/run.hpp"
#include "tests/support/an_incident.hpp"
#include "tests/support/temporary_directory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::sqlite {
namespace {

using incidents::Answered;
using incidents::Channel;
using incidents::ClosedAs;
using incidents::Incident;
using incidents::IncidentQuery;
using incidents::testing::an_incident;

constexpr std::size_t before_lists_of_figures = 12;

/// As the program of that schema wrote it.
void insert_as_before(Connection& connection, const Incident& incident) {
    const IncidentRow row{incident};
    connection
        .prepare("INSERT INTO incidents(id, reference, version, open, status, priority, created, updated, deadline,"
                 " customer, escalated, tags, search_print, doc)"
                 " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)")
        .bind_all(row.id, row.reference, row.version, row.open, static_cast<int>(row.status),
                  static_cast<int>(row.priority), row.created, row.updated, row.deadline, row.customer, row.escalated,
                  row.tags, row.search_print, row.doc)
        .run();
    const auto closed_as = row.closed_as ? std::optional{static_cast<int>(*row.closed_as)} : std::nullopt;
    connection
        .prepare(
            "INSERT INTO facts(incident, created, status, closed_as, priority, channel, customer, escalated, score,"
            " answer_by, first_answer, answered) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)")
        .bind_all(connection.last_rowid(), row.created, static_cast<int>(row.status), closed_as,
                  static_cast<int>(row.priority), static_cast<int>(row.channel), row.customer, row.escalated, row.score,
                  row.deadline, row.first_answer, row.answered)
        .run();
}

Incident a_late_one() {
    incidents::testing::Acting by;
    const auto taken = an_incident().numbered(3).in_progress().now();
    return incidents::testing::must(propose_resolution(taken, incidents::testing::AnIncident::a_proposal(taken),
                                                       by(incidents::testing::an_agent(), std::chrono::days{90})))
        .incident;
}

Incident a_rated_one() {
    incidents::testing::Acting by;
    const auto closed = an_incident().numbered(4).with_product("Tetera").closed().now();
    return incidents::testing::must(rate(closed, {.score = 2}, by(incidents::testing::ana(), std::chrono::days{1})))
        .incident;
}

struct IncidentMigration : ::testing::Test {
    IncidentMigration() {
        Connection connection{file, Connection::Mode::write};
        register_words_tokenizer(connection);
        migrate(connection, file, std::span{incident_migrations}.first(before_lists_of_figures));
        for (const auto& incident : {plain, by_phone, late, rated})
            insert_as_before(connection, incident);
    }

    testing_support::TemporaryDirectory directory;
    std::filesystem::path file = directory / "incidents.db";
    Incident plain = an_incident().numbered(1).now();
    Incident by_phone = an_incident().numbered(2).with_channel(Channel::phone).with_product("Tetera").now();
    Incident late = a_late_one();
    Incident rated = a_rated_one();
};

TEST_F(IncidentMigration, PutsWhatThereWasIntoTheListsOfFigures) {
    IncidentStore store{file};
    const auto listed = [&](IncidentQuery query) {
        query.scope.all = true;
        std::set<IncidentId> ids;
        for (const auto& incident : run(store.list(std::move(query))).items)
            ids.insert(incident.id);
        return ids;
    };
    using Ids = std::set<IncidentId>;
    EXPECT_EQ(listed({.channel = Channel::phone}), Ids{by_phone.id});
    EXPECT_EQ(listed({.channel = Channel::web}), (Ids{plain.id, late.id, rated.id}));
    EXPECT_EQ(listed({.product = "Tetera"}), (Ids{by_phone.id, rated.id}));
    EXPECT_EQ(listed({.closed_as = ClosedAs::confirmed}), Ids{rated.id});
    EXPECT_EQ(listed({.score = 2}), Ids{rated.id});
    EXPECT_EQ(listed({.answered = {Answered::late}}), Ids{late.id});
    EXPECT_EQ(listed({.answered = {Answered::in_time}}), Ids{rated.id});
    EXPECT_EQ(listed({.first_answered = true}), (Ids{late.id, rated.id}));
    EXPECT_EQ(listed({.approval = incidents::ApprovalStatus::requested}), Ids{}) << "nobody could ask for one";
    EXPECT_EQ(listed({.snoozed = true}), Ids{});
    EXPECT_EQ(listed({.snoozed = false}), (Ids{plain.id, by_phone.id, late.id, rated.id}));
}

} // namespace
} // namespace resuelve::sqlite
