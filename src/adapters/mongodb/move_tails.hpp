#pragma once

#include "adapters/mongodb/connection.hpp"
#include "domain/access/actor.hpp"
#include "domain/incidents/incident.hpp"

namespace resuelve::mongodb {

/// Moves entries from the incidents' tails to their own collection, puts what is searched into its own, and marks the
/// incidents to be counted (tallies.hpp). Any number of these may run at once and stop anywhere: what is written is
/// only ever what is missing, and leaves the tail last. Returns how many incidents had a tail, the longest waiting
/// first, at most `limit`. Within Database::write.
std::size_t move_tails(Connection& connection, std::size_t limit);

/// The same for one incident.
void move_tail(Connection& connection, IncidentId incident);

} // namespace resuelve::mongodb
