#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>
#include <string>

namespace resuelve::incidents {

/// A supervisor takes notice: the incident is flagged. `reason` is for employees. Twice is a contradiction.
std::expected<Change, Refusal> escalate(const Incident& incident, std::string reason, const Context& context);

} // namespace resuelve::incidents
