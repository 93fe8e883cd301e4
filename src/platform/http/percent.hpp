#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace resuelve::http {

/// Whether it is well-formed UTF-8 without NUL.
bool is_text(std::string_view text);

/// Decodes %XX, and "+" as space if `plus_is_space` (WHATWG URL, application/x-www-form-urlencoded).
/// Throws Problem::malformed for bad escapes, invalid UTF-8 or NUL.
std::string percent_decoded(std::string_view encoded, bool plus_is_space);

/// Splits the path of a target (no query) that starts with "/" and decodes each segment. "/" has none.
/// Throws Problem::malformed for what percent_decoded refuses, and for "/", "\", control characters, "." and ".."
/// after decoding (reliability.md §3.1).
std::vector<std::string> path_segments(std::string_view path);

} // namespace resuelve::http
