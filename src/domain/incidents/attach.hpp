#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>
#include <vector>

namespace resuelve::incidents {

/// Adds pending uploads of the actor to the timeline by themselves, without a message.
std::expected<Change, Refusal> attach(const Incident& incident, std::vector<Attachment> attachments,
                                      const Context& context);

} // namespace resuelve::incidents
