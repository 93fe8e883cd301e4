#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/message.hpp"
#include "domain/incidents/refusal.hpp"

#include <chrono>
#include <expected>
#include <optional>
#include <string>
#include <vector>

namespace resuelve::incidents {

/// A formal request to complete the filing (Law 10/2025 art. 13.3).
struct CompletionRequest {
    Message message{};
    std::vector<std::string> missing{};               ///< 1 to 20 things
    std::optional<std::chrono::year_month_day> due{}; ///< last day, local; at least ten working days, the default
};

/// Both clocks pause until the customer completes it.
std::expected<Change, Refusal> request_completion(const Incident& incident, CompletionRequest request,
                                                  const Context& context);

} // namespace resuelve::incidents
