#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace resuelve::customers {

using BirthDate = std::chrono::year_month_day;

/// Reads "d/m/yyyy", day and month with or without leading zero, as the legacy routes write it; nothing otherwise.
std::optional<BirthDate> parse_legacy_date(std::string_view text);

/// "dd/mm/yyyy".
std::string to_legacy_date(BirthDate date);

/// Between 1 January 1900 and `today`.
bool is_plausible(BirthDate date, BirthDate today);

} // namespace resuelve::customers
