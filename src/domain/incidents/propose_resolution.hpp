#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>
#include <vector>

namespace resuelve::incidents {

/// What the shop offers, with an answer to every point (Law 10/2025 art. 13.1).
struct Proposal {
    Decision outcome{};
    Remedy remedy{};
    std::vector<Answer> answers{};
};

/// Refused as invalid unless every point is answered exactly once and the outcome fits the decisions: upheld if all
/// are, rejected if all are, else partly_upheld.
std::expected<Change, Refusal> propose_resolution(const Incident& incident, Proposal proposal, const Context& context);

} // namespace resuelve::incidents
