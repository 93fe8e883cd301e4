#pragma once

#include "adapters/sqlite/connection.hpp"
#include "domain/incidents/entry.hpp"

namespace resuelve::sqlite {

void insert_entry(Connection& connection, std::int64_t incident_row, const incidents::Entry& entry);

/// Of an incident, oldest first, from the one after `after`.
std::vector<incidents::Entry> entries_after(Connection& connection, std::int64_t incident_row, IncidentId incident,
                                            int after, int limit, bool with_internal);

/// Writes an erased entry's blanks over what was there.
void blank_entry(Connection& connection, std::int64_t incident_row, const incidents::Entry& erased);

} // namespace resuelve::sqlite
