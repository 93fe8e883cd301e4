#pragma once

#include "adapters/mongodb/database.hpp"
#include "domain/incidents/incident.hpp"

namespace resuelve::mongodb {

/// Blanks a customer's incidents that are not on legal hold; returns the bytes that nobody refers to any more. Entries
/// and words go first and the incident with its owner last: what is stopped half-way is found again and done anew.
awaitable<std::vector<Sha256Digest>> erase_incidents_of(Database& database, CustomerId customer, Instant now);

} // namespace resuelve::mongodb
