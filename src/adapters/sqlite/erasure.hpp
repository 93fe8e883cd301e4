#pragma once

#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/search_index.hpp"
#include "adapters/sqlite/tallies.hpp"
#include "domain/incidents/incident.hpp"

namespace resuelve::sqlite {

/// Blanks a customer's incidents that are not on legal hold, within a write, and marks that words may be left in the
/// file. Returns the bytes that nobody refers to any more.
std::vector<Sha256Digest> erase_incidents_of(Connection& connection, SearchIndex& search, TallyKeeper& tallies,
                                             CustomerId customer, Instant now);

/// Writes the search index and the logs anew without what was deleted: FTS5 keeps deleted words until it merges
/// (reliability.md §0.2). In steps between the batches; returns when the files are clean.
awaitable<void> finish_erasure(Database& database, SearchIndex& search);

} // namespace resuelve::sqlite
