#pragma once

#include "app/options.hpp"

namespace resuelve::app {

/// Runs all services in this process until SIGTERM or SIGINT. Returns the exit code: 0 after a clean stop.
/// Throws std::exception, with a message for the administrator, if it cannot start.
int serve(const ServeOptions& options);

} // namespace resuelve::app
