#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/faults.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>
#include <optional>

namespace resuelve::incidents {

/// Refused as invalid unless every point is answered exactly once and the outcome fits the decisions: upheld if all
/// are, rejected if all are, else partly_upheld. Refused as approval_required if it gives more than the proposer may
/// offer alone.
std::expected<Change, Refusal> propose_resolution(const Incident& incident, Proposal proposal, const Context& context);

/// Names everything that is wrong with a proposal for the incident.
void check(const Proposal& proposal, const Incident& incident, Faults& faults);

/// The body of its entry, with the act.
boost::json::object entry_body(const Proposal& proposal, Act act);

/// Puts it before the customer: what proposing and approving have in common. `requested_by`: who wrote it, if that is
/// not who acts.
void put_before_customer(Change& change, Status to, Proposal proposal, std::optional<EmployeeId> requested_by,
                         const Context& context);

} // namespace resuelve::incidents
