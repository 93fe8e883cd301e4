#pragma once

#include "adapters/mongodb/a_database.hpp"
#include "adapters/mongodb/incident_store.hpp"
#include "adapters/mongodb/schemas.hpp"
#include "adapters/mongodb/tallies.hpp"

namespace resuelve::mongodb::testing {

/// An empty store of incidents.
struct AnIncidentDatabase {
    AnIncidentDatabase() { run(complete_tallies(made.database)); } // as `admin migrate` does

    ADatabase made{incidents_migrations()};
    Outbox outbox{made.database, {"incidents"}};
    IncidentStore store{made.database, outbox};
};

} // namespace resuelve::mongodb::testing
