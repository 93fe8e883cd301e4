#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>

namespace resuelve::incidents {

/// The employee who asks becomes the assignee. Taking what one has already is a contradiction.
std::expected<Change, Refusal> take(const Incident& incident, const Context& context);

} // namespace resuelve::incidents
