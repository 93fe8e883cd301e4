#include "domain/incidents/mark_spam.hpp"

namespace resuelve::incidents {

std::expected<Change, Refusal> mark_spam(const Incident& incident, const Context& context) {
    const auto status = next(incident.status, Act::mark_spam, context.by.role);
    if (!status) return std::unexpected(status.error());
    Change change{incident};
    change.move(*status, Act::mark_spam, context, ClosedAs::spam).tell("incident.marked_spam", context);
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents
