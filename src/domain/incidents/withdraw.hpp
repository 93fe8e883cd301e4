#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>

namespace resuelve::incidents {

/// The customer does not claim any more.
std::expected<Change, Refusal> withdraw(const Incident& incident, const Context& context);

} // namespace resuelve::incidents
