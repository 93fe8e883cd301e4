#pragma once

#include <string_view>

namespace resuelve::log {

/// Writes finished lines to where log::write does, whatever the level.
void write_lines(std::string_view lines);

} // namespace resuelve::log
