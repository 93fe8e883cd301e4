#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/message.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>

namespace resuelve::incidents {

/// An employee asks the customer informally; the service clock pauses, the legal one runs on.
std::expected<Change, Refusal> ask_information(const Incident& incident, Message question, const Context& context);

} // namespace resuelve::incidents
