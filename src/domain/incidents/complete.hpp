#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/message.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>

namespace resuelve::incidents {

/// The customer completes the filing: the legal clock starts again.
std::expected<Change, Refusal> complete(const Incident& incident, Message completion, const Context& context);

} // namespace resuelve::incidents
