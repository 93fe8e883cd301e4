#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/message.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>
#include <optional>

namespace resuelve::incidents {

/// A carrier or manufacturer has to answer first; internal, the customer sees the status alone.
struct ThirdPartyWait {
    Message message{};
    std::optional<Instant> until{}; ///< when they promised to answer; in the future
};

std::expected<Change, Refusal> wait_for_third_party(const Incident& incident, ThirdPartyWait wait,
                                                    const Context& context);

} // namespace resuelve::incidents
