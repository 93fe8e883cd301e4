#pragma once

#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/search_backlog.hpp"
#include "domain/incidents/incident.hpp"

namespace resuelve::sqlite {

/// Blanks a customer's incidents that are not on legal hold, within a write, and marks that words may be left in the
/// file. Returns the bytes that nobody refers to any more.
std::vector<Sha256Digest> erase_incidents_of(Connection& connection, SearchBacklog& backlog, CustomerId customer,
                                             Instant now);

/// Writes the search index and the log anew without what was deleted: FTS5 keeps deleted words until it merges
/// (reliability.md §0.2). In steps between the batches; returns when the file is clean.
awaitable<void> finish_erasure(Database& database);

} // namespace resuelve::sqlite
