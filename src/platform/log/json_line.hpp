#pragma once

#include <string>
#include <string_view>

namespace resuelve::log {

/// Appends `text` as a JSON string with its quotes. Controls are escaped, so that nothing logged begins a new line;
/// bytes that are not ASCII stay, as long as they could be UTF-8 a reader shows them.
void append_quoted(std::string& to, std::string_view text);

} // namespace resuelve::log
