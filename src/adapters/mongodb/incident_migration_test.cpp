#include "adapters/mongodb/an_incident_database.hpp"
#include "adapters/mongodb/incident_document.hpp"
#include "domain/incidents/propose_resolution.hpp"
#include "tests/support/an_incident.hpp"

namespace resuelve::mongodb {

using incidents::Answered;
using incidents::Change;
using incidents::Incident;

TEST(MongoIncidentMigration, SaysOfWhatWasAnsweredBeforeWhetherItWasInTime) {
    testing::AnIncidentDatabase database;
    const auto stored = [&](const std::vector<Change>& changes) {
        for (const auto& change : changes)
            run(database.store.commit({change}));
        return changes.back().incident;
    };
    const auto in_time = stored(incidents::testing::an_incident().numbered(1).resolution_proposed().changes());
    const auto taken = stored(incidents::testing::an_incident().numbered(2).in_progress().changes());
    incidents::testing::Acting by;
    const auto late = stored(
        {incidents::testing::must(propose_resolution(taken, incidents::testing::AnIncident::a_proposal(taken),
                                                     by(incidents::testing::an_agent(), std::chrono::days{90})))});
    stored(incidents::testing::an_incident().numbered(3).changes());

    database.made.on_connection([&](Connection& connection) {
        for (const auto& incident : {in_time, late})
            connection.update_one(incident_collection, {{"_id", incident.id}},
                                  Document{{"$unset", Document{{"answered", ""}}}});
        connection.update_one("schema", {{"_id", "schema"}}, Document{{"$set", Document{{"version", 2}}}});
        connection.command({{"profile", 0}}); // a migration may read it all
    });
    database.made.database.migrate(incidents_migrations());

    const auto listed = [&](Answered how) {
        return run(database.store.list({.scope = {.all = true}, .answered = {how}})).items;
    };
    EXPECT_EQ(listed(Answered::in_time), std::vector{in_time});
    EXPECT_EQ(listed(Answered::late), std::vector{late});
}

} // namespace resuelve::mongodb
