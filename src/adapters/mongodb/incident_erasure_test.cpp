#include "adapters/mongodb/an_incident_database.hpp"
#include "domain/incidents/note.hpp"
#include "domain/incidents/reply.hpp"
#include "tests/support/an_incident.hpp"

#include <gmock/gmock.h>

namespace resuelve::mongodb {
namespace {

using incidents::testing::ana;
using incidents::testing::must;
using ::testing::HasSubstr;
using ::testing::Not;

struct MongodbErasure : ::testing::Test {
    /// Every document of the database, as text.
    std::string everything() {
        std::string text;
        database.made.on_connection([&](Connection& connection) {
            for (const auto* collection : {"incidents", "entries", "search", "attachments"})
                for (const auto& document : connection.find(collection, {.sort = {{"_id", 1}}, .index = "_id_"}))
                    text += document.to_string();
        });
        return text;
    }

    testing::AnIncidentDatabase database;
    incidents::testing::Acting by;
};

} // namespace

TEST_F(MongodbErasure, LeavesNoWordOfTheCustomerInTheDatabase) {
    auto mine = incidents::testing::an_incident()
                    .with_subject("Xilofonazo")
                    .with_description("Se rompió el quirquincho.")
                    .changes()
                    .front();
    run(database.store.commit({mine}));
    run(database.store.move_entries(10));
    auto reply = must(incidents::reply(mine.incident, {.body = "zurriburri"}, by(ana())));
    run(database.store.commit(
        {reply}, http::RecordedAnswer{.key = "k", .fingerprint = "f", .status = 201, .body = "paparrucha"}));
    run(database.store.commit(
        {must(incidents::note(reply.incident, {.body = "Llamó: cachivache"}, by(incidents::testing::an_agent())))}));
    std::vector<events::EventId> published;
    for (const auto& event : run(database.outbox.waiting(100)))
        published.push_back(event.id);
    run(database.outbox.published(published));

    const std::array words{"ilofonazo", "ilofon", "quirquinch", "zurriburri", "paparrucha", "cachivache", "Ana", "rez"};
    for (const auto* word : {"ilofonazo", "quirquinch", "zurriburri", "paparrucha", "cachivache"})
        ASSERT_THAT(everything(), HasSubstr(word));
    run(database.store.erase_customer(ana().customer_id(), incidents::testing::filing_time));
    for (const auto* word : words)
        EXPECT_THAT(everything(), Not(HasSubstr(word)));
    EXPECT_EQ(run(database.store.list({.scope = {.all = true}, .text = mine.incident.reference.value})).items.size(),
              1u)
        << "by its reference it is still found";
}

} // namespace resuelve::mongodb
