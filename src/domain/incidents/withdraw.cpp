#include "domain/incidents/withdraw.hpp"

namespace resuelve::incidents {

std::expected<Change, Refusal> withdraw(const Incident& incident, const Context& context) {
    const auto status = next(incident.status, Act::withdraw, context.by.role);
    if (!status) return std::unexpected(status.error());
    Change change{incident};
    change.move(*status, Act::withdraw, context, ClosedAs::withdrawn).tell("incident.withdrawn", context);
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents
