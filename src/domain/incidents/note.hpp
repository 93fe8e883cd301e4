#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/message.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>

namespace resuelve::incidents {

/// An employee writes for employees only.
std::expected<Change, Refusal> note(const Incident& incident, Message message, const Context& context);

} // namespace resuelve::incidents
