#include "adapters/mongodb/an_incident_database.hpp"
#include "adapters/mongodb/entry_document.hpp"
#include "adapters/mongodb/incident_document.hpp"
#include "adapters/mongodb/move_tails.hpp"
#include "adapters/mongodb/search_document.hpp"
#include "domain/incidents/change_incident.hpp"
#include "domain/incidents/note.hpp"
#include "domain/incidents/reply.hpp"
#include "platform/http/problem.hpp"
#include "tests/support/an_incident.hpp"

#include <gmock/gmock.h>

namespace resuelve::mongodb {
namespace {

using incidents::Incident;
using incidents::testing::an_agent;
using incidents::testing::an_incident;
using incidents::testing::ana;
using incidents::testing::must;
using ::testing::SizeIs;

struct MongodbTail : ::testing::Test {
    Incident commit(std::expected<incidents::Change, incidents::Refusal> act) {
        auto change = must(std::move(act));
        auto incident = change.incident;
        run(database.store.commit({std::move(change)}));
        return incident;
    }
    Incident open() { return commit(an_incident().changes().front()); }
    Incident note(const Incident& incident) {
        return commit(incidents::note(incident, {.body = "Nota"}, by(an_agent())));
    }

    std::vector<Document> all(std::string_view collection) {
        std::vector<Document> found;
        database.made.on_connection([&](Connection& connection) {
            found = connection.find(collection, {.sort = {{"_id", 1}}, .index = "_id_"});
        });
        return found;
    }
    std::size_t in_tail() { return all(incident_collection).front()["tail"].items().size(); }
    std::vector<IncidentId> found(std::string text) {
        std::vector<IncidentId> ids;
        for (const auto& incident : run(database.store.list({.scope = {.all = true}, .text = std::move(text)})).items)
            ids.push_back(incident.id);
        return ids;
    }

    testing::AnIncidentDatabase database;
    incidents::testing::Acting by;
};

} // namespace

TEST_F(MongodbTail, OfAnOpeningIsWrittenWithItAsOneInsert) {
    open();
    database.made.on_connection([](Connection& connection) {
        const auto writes = connection.find(
            "system.profile", {.filter = {{"op", Document{{"$in", Array{"insert", "update", "remove", "command"}}}},
                                          {"ns", Document{{"$regex", "incidents$|entries$|search$|outbox$"}}}}});
        EXPECT_THAT(writes, SizeIs(1));
        EXPECT_EQ(writes.front()["op"].text(), "insert");
    });
    EXPECT_EQ(in_tail(), 2u);
    EXPECT_THAT(all(entry_collection), SizeIs(0));
    EXPECT_THAT(all(incident_collection).front()["outbox"].items(), SizeIs(1));
}

TEST_F(MongodbTail, IsMovedOnWithItsWords) {
    const auto incident = open();
    EXPECT_EQ(run(database.store.move_entries(10)), 1u);
    EXPECT_EQ(run(database.store.move_entries(10)), 0u);
    EXPECT_EQ(in_tail(), 0u);
    EXPECT_THAT(all(entry_collection), SizeIs(2));
    EXPECT_THAT(all(search_collection), SizeIs(1)) << "the filing's words are the incident's own";
    EXPECT_THAT(run(database.store.timeline(incident.id, 0, 10, true)), SizeIs(2));
}

TEST_F(MongodbTail, IsMovedAsOftenAsOneLikes) {
    const auto incident = commit(incidents::reply(open(), {.body = "Falta el molinillo"}, by(ana())));
    const auto before = all(incident_collection).front();
    run(database.store.move_entries(10));
    // As if a mover had stopped before it took the entries from the tail.
    database.made.on_connection([&](Connection& connection) {
        connection.update_one(incident_collection, {{"_id", incident.id}},
                              Document{{"$set", Document{{"tail", before["tail"]}}}});
    });
    EXPECT_THAT(run(database.store.timeline(incident.id, 0, 10, true)), SizeIs(incident.history.entries));
    EXPECT_THAT(run(database.store.timeline(incident.id, 1, 1, true)), SizeIs(1));
    run(database.store.move_entries(10));
    const auto timeline = run(database.store.timeline(incident.id, 0, 10, true));
    EXPECT_EQ(incidents::verify_chain(incident.id, timeline), std::nullopt);
    EXPECT_THAT(timeline, SizeIs(incident.history.entries));
    EXPECT_THAT(found("molinillo"), SizeIs(1));
}

TEST_F(MongodbTail, ThatIsFullIsMovedByTheNextChange) {
    auto incident = open();
    while (incident.history.entries <= static_cast<int>(longest_tail))
        incident = note(incident);
    EXPECT_EQ(in_tail(), longest_tail + 1);
    incident = note(incident);
    EXPECT_EQ(in_tail(), 1u);
    EXPECT_THAT(run(database.store.timeline(incident.id, 0, 1000, true)), SizeIs(incident.history.entries));
}

TEST_F(MongodbTail, ThatIsFullIsMovedByAChangeOfSeveralIncidents) {
    auto incident = open();
    while (incident.history.entries <= static_cast<int>(longest_tail))
        incident = note(incident);
    auto first = must(incidents::note(incident, {.body = "Una"}, by(an_agent())));
    auto second = must(incidents::note(first.incident, {.body = "Otra"}, by(an_agent())));
    run(database.store.commit({first, second}));
    EXPECT_EQ(run(database.store.find(incident.id)), second.incident);
}

TEST_F(MongodbTail, DoesNotMakeAStaleVersionLookFull) {
    const auto incident = open();
    note(incident);
    try {
        note(incident);
        ADD_FAILURE() << "a stale version was taken";
    } catch (const Problem& problem) {
        EXPECT_EQ(problem.code(), Problem::stale_version);
    }
}

TEST_F(MongodbTail, NeverBringsBackOldWordsWhenItIsMovedLate) {
    const auto incident = open();
    const auto late = all(incident_collection).front();
    const auto tagged =
        commit(incidents::change_incident(incident, {.tags = std::set<std::string>{"cachivache"}}, by(an_agent())));
    EXPECT_THAT(found("cachivache"), SizeIs(1));
    commit(incidents::change_incident(tagged, {.tags = std::set<std::string>{}}, by(an_agent())));
    EXPECT_THAT(found("cachivache"), SizeIs(0));
    database.made.on_connection([&](Connection& connection) {
        Bulk search{connection, search_collection};
        put_own_text(search, tagged, true);
        put_own_text(search, incident_in(late), true);
        search.run();
    });
    EXPECT_THAT(found("cachivache"), SizeIs(0));
    EXPECT_THAT(found("cafetera"), SizeIs(1));
}

TEST_F(MongodbTail, NeverBringsBackWhatWasErasedWhenItIsMovedLate) {
    auto incident = open();
    incident = commit(incidents::reply(incident, {.body = "Soy Ana, del molinillo"}, by(ana())));
    const auto late = all(incident_collection).front();
    run(database.store.erase_customer(ana().customer_id(), incidents::testing::filing_time));
    database.made.on_connection([&](Connection& connection) {
        Bulk entries{connection, entry_collection};
        Bulk search{connection, search_collection};
        for (const auto& entry : tail_in(incident.id, late)) {
            entries.insert_missing(entry_row(entry));
            if (const auto row = search_row(entry, incident)) search.insert_missing(*row);
        }
        put_own_text(search, incident_in(late), true);
        entries.run();
        search.run();
    });
    EXPECT_THAT(found("molinillo"), SizeIs(0));
    EXPECT_THAT(found("cafetera"), SizeIs(0));
    for (const auto& entry : run(database.store.timeline(incident.id, 0, 10, true)))
        EXPECT_EQ(entry.body.find("Ana"), std::string::npos) << entry.body;
}

} // namespace resuelve::mongodb
