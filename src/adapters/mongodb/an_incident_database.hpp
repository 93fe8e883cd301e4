#pragma once

#include "adapters/mongodb/a_database.hpp"
#include "adapters/mongodb/incident_store.hpp"
#include "adapters/mongodb/schemas.hpp"

namespace resuelve::mongodb::testing {

/// An empty store of incidents.
struct AnIncidentDatabase {
    ADatabase made{incidents_migrations()};
    Outbox outbox{made.database, {"incidents"}};
    IncidentStore store{made.database, outbox};
};

} // namespace resuelve::mongodb::testing
