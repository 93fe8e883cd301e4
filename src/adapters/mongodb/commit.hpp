#pragma once

#include "adapters/mongodb/database.hpp"
#include "domain/incidents/change.hpp"
#include "platform/http/idempotency.hpp"

namespace resuelve::mongodb {

/// Stores changes, as IncidentStore::commit() says: one write if it can be one, else a transaction.
awaitable<void> commit_changes(Database& database, std::vector<incidents::Change> changes,
                               std::optional<http::RecordedAnswer> answer);

} // namespace resuelve::mongodb
