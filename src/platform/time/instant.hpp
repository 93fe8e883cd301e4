#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace resuelve {

/// A moment in UTC, to the millisecond: the precision that is stored, shown and hashed.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

/// "2026-11-27T17:00:00.000Z": RFC 3339 §5.6, always UTC with three decimals.
std::string to_rfc3339(Instant instant);

/// Reads RFC 3339 with any offset and up to nine decimals (cut to milliseconds); nothing if it is not one.
std::optional<Instant> parse_rfc3339(std::string_view text);

/// "2026-11-27": RFC 3339 full-date.
std::string to_iso_date(std::chrono::year_month_day date);

/// Reads exactly "YYYY-MM-DD" naming an existing day; nothing otherwise.
std::optional<std::chrono::year_month_day> parse_iso_date(std::string_view text);

} // namespace resuelve
