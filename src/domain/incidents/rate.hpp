#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>
#include <optional>
#include <string>

namespace resuelve::incidents {

/// The survey after closing (Law 10/2025 art. 18).
struct Rating {
    int score = 0; ///< 1 to 5
    std::optional<std::string> comment{};
};

/// Once; a second one is a contradiction.
std::expected<Change, Refusal> rate(const Incident& incident, Rating rating, const Context& context);

} // namespace resuelve::incidents
