#pragma once

#include "domain/access/actor.hpp"
#include "domain/incidents/incident.hpp"

namespace resuelve::intake {

/// Who acts on one claim without an account. While nobody owns the claim, its own id stands for the claimant.
access::Actor claimant(const incidents::Incident& incident, Instant signed_in_at);

} // namespace resuelve::intake
