#pragma once

#include "adapters/mongodb/migration.hpp"

#include <span>

namespace resuelve::mongodb {

// The migrations of each service's database.

std::span<const Migration> customers_migrations();
std::span<const Migration> employees_migrations();
std::span<const Migration> incidents_migrations();
std::span<const Migration> notifications_migrations();

} // namespace resuelve::mongodb
