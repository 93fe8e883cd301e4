#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/message.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>

namespace resuelve::incidents {

/// An employee writes to the customer.
std::expected<Change, Refusal> answer(const Incident& incident, Message message, const Context& context);

} // namespace resuelve::incidents
