#pragma once

#include "domain/incidents/incident.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>
#include <optional>

namespace resuelve::incidents {

/// A customer decides on what is on the screen, which may have been followed by another proposal: a refusal if `seen`,
/// the Resolution::proposed_at of what was read, is not of the one that stands. Who does not say what was read is
/// believed.
std::expected<void, Refusal> check_seen_resolution(const Incident& incident, std::optional<Instant> seen);

} // namespace resuelve::incidents
