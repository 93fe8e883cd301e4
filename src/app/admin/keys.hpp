#pragma once

#include "app/options.hpp"

#include <ostream>
#include <string>
#include <vector>

namespace resuelve::app {

/// What key files are for, as their names begin.
std::vector<std::string> key_purposes();

/// Makes the keys that are missing, and a new one of each purpose to rotate; publishes the public halves that services
/// verify tokens with. Throws std::runtime_error naming the path.
void create_keys(const ServeOptions& options, const std::vector<std::string>& rotated, std::ostream& output);

} // namespace resuelve::app
