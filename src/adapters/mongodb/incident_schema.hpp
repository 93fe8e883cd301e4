#pragma once

#include <string>

namespace resuelve::mongodb {

/// The commands that incidents with all that belongs to them need in a migration.
std::string incidents_commands();

} // namespace resuelve::mongodb
