#pragma once

#include "adapters/mongodb/entry_document.hpp"

namespace resuelve::mongodb {

/// Entries after `after`, oldest first, wherever they are: in the incident's tail or moved on.
std::vector<incidents::Entry> entries_after(Connection& connection, IncidentId incident, int after, int limit,
                                            bool with_internal);

} // namespace resuelve::mongodb
