#pragma once

#include "adapters/files/blob_store.hpp"
#include "adapters/sqlite/api_token_store.hpp"
#include "adapters/sqlite/customer_store.hpp"
#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/employee_store.hpp"
#include "adapters/sqlite/event_log.hpp"
#include "adapters/sqlite/incident_store.hpp"
#include "adapters/sqlite/notification_store.hpp"
#include "adapters/sqlite/outbox.hpp"
#include "adapters/sqlite/session_store.hpp"
#include "app/data_directory.hpp"

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace resuelve::app {

/// The migrations of the two files that are put together from several schemas.
std::span<const sqlite::Migration> customers_migrations();
std::span<const sqlite::Migration> employees_migrations();

/// Everything that is kept on SQLite and in files, one file for each service. Opening migrates.
struct Stores {
    explicit Stores(const DataDirectory& directory);

    /// One of each file whose service tells events.
    std::vector<events::Outbox*> outboxes();
    /// With their names, for /readyz and the metrics.
    std::vector<std::pair<std::string, sqlite::Database*>> files();

    DataLock lock;
    BlockingPool file_pool;
    files::BlobStore blobs;

    sqlite::Database customers_file;
    sqlite::Outbox customers_outbox;
    sqlite::CustomerStore customers;
    sqlite::SessionStore customer_sessions;

    sqlite::Database employees_file;
    sqlite::Outbox employees_outbox;
    sqlite::EmployeeStore employees;
    sqlite::SessionStore employee_sessions;
    sqlite::ApiTokenStore api_tokens;

    sqlite::IncidentStore incidents;

    sqlite::Database notifications_file;
    sqlite::NotificationStore notifications;

    sqlite::Database bus_file;
    sqlite::EventLog event_log;
};

} // namespace resuelve::app
