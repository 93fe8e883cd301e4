#pragma once

#include "platform/ids/random.hpp"

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace resuelve::incidents {

/// The key of an incident that people see (Law 10/2025 art. 11): "7K3Q-9XTM-2H4Z". Eleven random Crockford base-32
/// characters (55 bits) and a check character that notices any one wrong character and any two exchanged neighbours.
struct Reference {
    std::string value; ///< as shown, with hyphens; empty: none yet

    auto operator<=>(const Reference&) const = default;

    static Reference make(Random& random);

    /// Reads what people type: any case, spaces, dots and hyphens anywhere, O for 0, I and L for 1. Nothing if it is
    /// not a reference or its check character is wrong.
    static std::optional<Reference> parse(std::string_view text);
};

} // namespace resuelve::incidents
