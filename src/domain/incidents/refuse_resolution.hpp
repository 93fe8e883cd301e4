#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>
#include <string>
#include <vector>

namespace resuelve::incidents {

/// Why the customer does not agree.
struct ResolutionRefusal {
    std::string reason{};
    std::vector<int> points{};     ///< 1, 2, …: those that are not settled; empty: all
    std::optional<Instant> seen{}; ///< which resolution; see check_seen_resolution()
};

/// Back to work; the second refusal escalates to a supervisor.
std::expected<Change, Refusal> refuse_resolution(const Incident& incident, ResolutionRefusal refusal,
                                                 const Context& context);

} // namespace resuelve::incidents
