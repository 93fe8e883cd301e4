#pragma once

#include "adapters/sqlite/database.hpp"
#include "platform/metrics/metrics.hpp"

#include <string_view>

namespace resuelve::app {

/// Adds to /metrics what waits for a store file and whether it still takes writes. The file outlives the figures.
void watch_file(Metrics& metrics, std::string_view name, const sqlite::Database& file);

} // namespace resuelve::app
