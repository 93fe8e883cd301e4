#pragma once

#include "app/options.hpp"

namespace CLI {
class App;
}

namespace resuelve::app {

/// Adds `resuelve admin …`. What writes into the data directory wants the server stopped; what only reads does not.
void add_admin_commands(CLI::App& app, config::Settings& settings, ServeOptions& options, int& exit_code);

} // namespace resuelve::app
