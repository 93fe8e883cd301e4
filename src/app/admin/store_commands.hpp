#pragma once

#include "app/options.hpp"

#include <ostream>

namespace resuelve::app {

/// Opens every file of the store, which migrates it. Throws std::runtime_error if a server runs on it or it is newer.
void migrate(const ServeOptions& options, std::ostream& output);

/// The first administrator; 1 if there is one already. Throws std::runtime_error if e-mail or password are missing or
/// do not do, or if a server runs on the store.
int create_administrator(const ServeOptions& options, std::ostream& output);

/// Every route with its action and each role's reach, as the permission table has it.
void print_routes(std::ostream& output, bool as_json);

} // namespace resuelve::app
