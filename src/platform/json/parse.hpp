#pragma once

#include <boost/json/value.hpp>

#include <string_view>

namespace resuelve::json {

constexpr std::size_t max_depth = 32;
/// The largest integer that every JSON implementation keeps (RFC 8259 §6).
constexpr std::int64_t max_integer = std::int64_t{1} << 53;

/// Strict JSON (RFC 8259). Besides what is no JSON it refuses duplicate keys, NUL in strings, numbers beyond 2^53 (and
/// so infinity), unpaired surrogates, invalid UTF-8 and more than 32 levels, which Boost.JSON lets in or repairs.
/// Throws Problem::malformed naming the JSON pointer (RFC 6901) where it is wrong.
boost::json::value parse(std::string_view text);

/// Adds "/key" to a JSON pointer, with "~" and "/" escaped.
void append_to_pointer(std::string& pointer, std::string_view key);

} // namespace resuelve::json
