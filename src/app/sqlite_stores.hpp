#pragma once

#include "adapters/sqlite/migration.hpp"
#include "app/stores.hpp"

#include <span>

namespace resuelve::app {

/// The migrations of the two files that are put together from several schemas.
std::span<const sqlite::Migration> customers_migrations();
std::span<const sqlite::Migration> employees_migrations();

/// One file for each database and a folder for attachments.
Stores open_sqlite_stores(const StoreParts& parts);

} // namespace resuelve::app
