#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

namespace resuelve::events {

/// Whether "incident.*", "*" or the exact type names this type.
constexpr bool matches(std::string_view pattern, std::string_view type) {
    if (!pattern.ends_with('*')) return pattern == type;
    pattern.remove_suffix(1);
    return type.starts_with(pattern);
}

inline bool matches_any(std::span<const std::string> patterns, std::string_view type) {
    return std::ranges::any_of(patterns, [type](const auto& pattern) { return matches(pattern, type); });
}

} // namespace resuelve::events
