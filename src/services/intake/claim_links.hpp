#pragma once

#include "domain/incidents/incident_store.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace resuelve::intake {

/// Single-use links to one claim. Only the token's SHA-256 is stored, among the recorded answers, which are forgotten
/// after a day: one under the token when it is made, one more when it is used.
class ClaimLinks {
public:
    ClaimLinks(incidents::IncidentStore& store, std::chrono::milliseconds lifetime) :
        store_{store}, lifetime_{lifetime} {}

    /// Returns the token once it is durable.
    awaitable<std::string> make(IncidentId incident, Instant now, Random& random);

    /// The incident that the token opens, once; nothing for a token that is unknown, used or too old.
    awaitable<std::optional<IncidentId>> use(std::string token, Instant now);

private:
    incidents::IncidentStore& store_;
    std::chrono::milliseconds lifetime_;
};

} // namespace resuelve::intake
