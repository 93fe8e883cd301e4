#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>

namespace resuelve::incidents {

/// Closes what is no claim at all. Nobody is notified.
std::expected<Change, Refusal> mark_spam(const Incident& incident, const Context& context);

} // namespace resuelve::incidents
