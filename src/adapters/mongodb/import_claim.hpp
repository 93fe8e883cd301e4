#pragma once

#include "adapters/mongodb/database.hpp"

namespace resuelve::mongodb {

// An import into a database is no transaction: it is too much. While it is under way the database says so, and no
// service works on it (require_migrated()); the next import clears what a killed one left.

/// Blocking. Throw Problem, or StoreRefused naming the database.

/// Whether an import began and did not end.
bool is_import_unfinished(Database& database);
/// Throws StoreRefused unless nothing is kept in the database.
void require_empty(Database& database);
/// Throws StoreRefused if a service holds a lease: somebody works on the database.
void require_quiet(Database& database);
void mark_import_unfinished(Database& database);
void mark_import_finished(Database& database);
/// Removes every document but the schema's version.
void clear(Database& database);

} // namespace resuelve::mongodb
