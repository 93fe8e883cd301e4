#pragma once

#include "app/stores.hpp"
#include "domain/incidents/tally.hpp"
#include "domain/incidents/verified_history.hpp"
#include "platform/config/start_failure.hpp"

namespace resuelve::app {

/// Connects to the database of each service. Throws StartFailure, also for one that is not migrated.
Stores open_mongodb_stores(const ServeOptions& options, const ServiceNames& services,
                           const boost::asio::any_io_executor& background, const Clock& clock);

/// Creates and changes collections, validators and indexes of the databases of these services. Throws StartFailure.
void migrate_mongodb(const ServeOptions& options, const ServiceNames& services);

/// For `admin recount`. Throws StartFailure.
incidents::Recount recount_mongodb(const ServeOptions& options);

/// For `admin verify-history`. Throw StartFailure.
incidents::VerifiedHistory verify_mongodb_history(const ServeOptions& options, incidents::HistoryListener found);
access::VerifiedAudit verify_mongodb_audit(const ServeOptions& options, DatabaseName database);

} // namespace resuelve::app
