#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/lifecycle.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>
#include <optional>

namespace resuelve::incidents {

/// What the clocks make the system do now, the most important one; nothing if it is not due any more.
/// close_unanswered or close_lapsed, else remind, else warn, else wake.
std::optional<Act> due_act(const Incident& incident, Instant now);

/// Does what due_act() says; not due any more is a contradiction.
std::expected<Change, Refusal> do_what_is_due(const Incident& incident, const Context& context);

/// Reminds the customer of a proposal, on day 5.
std::expected<Change, Refusal> remind(const Incident& incident, const Context& context);

/// Warns employees that 50, 80 or 100 % of the time to answer have passed.
std::expected<Change, Refusal> warn(const Incident& incident, const Context& context);

/// Puts back into the queues what was snoozed until now.
std::expected<Change, Refusal> wake(const Incident& incident, const Context& context);

/// Closes as no_answer after ten days of silence after a proposal.
std::expected<Change, Refusal> close_unanswered(const Incident& incident, const Context& context);

/// Closes as lapsed a filing that was not completed in time.
std::expected<Change, Refusal> close_lapsed(const Incident& incident, const Context& context);

} // namespace resuelve::incidents
