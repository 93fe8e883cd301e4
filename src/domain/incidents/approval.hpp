#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>
#include <optional>
#include <string>

namespace resuelve::incidents {

/// Asks somebody who directs the work to approve a proposal. The same is refused as of a proposal but for what it
/// gives; and a second one while another waits. One that was returned is replaced. The customer learns nothing of it.
std::expected<Change, Refusal> request_approval(const Incident& incident, Proposal proposal,
                                                std::optional<std::string> comment, const Context& context);

/// Proposes what waits for approval: it is the requester's, and sent by who approves. Whoever asked is refused.
std::expected<Change, Refusal> approve(const Incident& incident, const Context& context);

/// Gives it back to who asked, who may ask again, and says why.
std::expected<Change, Refusal> return_approval(const Incident& incident, std::string comment, const Context& context);

/// Whether a proposal waits to be approved.
bool awaits_approval(const Incident& incident);

} // namespace resuelve::incidents
