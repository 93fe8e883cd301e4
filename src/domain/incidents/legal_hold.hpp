#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>
#include <string>

namespace resuelve::incidents {

/// Keeps the incident from being erased while a court or an authority may ask for it (GDPR art. 17.3.e).
std::expected<Change, Refusal> hold(const Incident& incident, std::string reason, const Context& context);

/// Lifts the hold.
std::expected<Change, Refusal> lift_hold(const Incident& incident, const Context& context);

} // namespace resuelve::incidents
