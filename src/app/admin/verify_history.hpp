#pragma once

#include "app/options.hpp"

#include <ostream>

namespace resuelve::app {

/// Verifies the timelines and audit logs of what the store has and the credentials reach, while services run on it or
/// not, and says what is wrong. 1 if anything is.
int verify_history(const ServeOptions& options, std::ostream& output);

} // namespace resuelve::app
