#pragma once

#include "adapters/mongodb/database.hpp"
#include "domain/incidents/verified_history.hpp"

namespace resuelve::mongodb {

/// Walks all timelines of the incidents' database, page by page, and tells the first fault of each. Only reads, and
/// looks again at what changes meanwhile, so that running services are not disturbed and no change under way is a
/// fault.
awaitable<incidents::VerifiedHistory> verify_history(Database& database, incidents::HistoryListener found);

} // namespace resuelve::mongodb
