#pragma once

#include "domain/access/actor.hpp"
#include "domain/incidents/incident_store.hpp"
#include "platform/ids/random.hpp"

#include <vector>

namespace resuelve::app {

/// The people of the demonstration, as actors.
struct DemoCast {
    std::vector<access::Actor> customers; ///< five
    access::Actor agent;
    access::Actor other_agent;
    access::Actor supervisor;
    std::vector<TeamId> teams; ///< after-sales, deliveries, invoices
};

/// Plays demo_stories() up to `now`, each through the domain's own acts, and stores what comes of it.
awaitable<void> add_demo_incidents(incidents::IncidentStore& store, DemoCast cast, Instant now, Random& random);

} // namespace resuelve::app
