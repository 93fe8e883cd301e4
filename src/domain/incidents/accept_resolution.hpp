#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>

namespace resuelve::incidents {

/// The customer settles the incident.
std::expected<Change, Refusal> accept_resolution(const Incident& incident, const Context& context,
                                                 std::optional<Instant> seen = {});

} // namespace resuelve::incidents
