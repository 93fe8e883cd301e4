#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/message.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>

namespace resuelve::incidents {

/// The customer writes. Answers an open question; breaks the silence after a proposal.
std::expected<Change, Refusal> reply(const Incident& incident, Message message, const Context& context);

} // namespace resuelve::incidents
