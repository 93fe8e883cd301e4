#pragma once

#include "app/options.hpp"
#include "app/service_names.hpp"

#include <ostream>

namespace resuelve::app {

/// The databases of these services: files by opening them. Throws StartFailure, or std::runtime_error if a server runs
/// on the files.
void migrate(const ServeOptions& options, const ServiceNames& services, std::ostream& output);

/// The first administrator; 1 if there is one already. Throws std::runtime_error if e-mail or password are missing or
/// do not do, or if a server runs on the store.
int create_administrator(const ServeOptions& options, std::ostream& output);

/// Every route with its action and each role's reach, as the permission table has it.
void print_routes(std::ostream& output, bool as_json);

} // namespace resuelve::app
