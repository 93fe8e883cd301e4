#include "domain/incidents/accept_resolution.hpp"

#include "domain/incidents/seen_resolution.hpp"

namespace resuelve::incidents {

std::expected<Change, Refusal> accept_resolution(const Incident& incident, const Context& context,
                                                 std::optional<Instant> seen) {
    const auto status = next(incident.status, Act::accept, context.by.role);
    if (!status) return std::unexpected(status.error());
    if (const auto same = check_seen_resolution(incident, seen); !same) return std::unexpected(same.error());
    Change change{incident};
    change.move(*status, Act::accept, context, ClosedAs::confirmed).tell("incident.resolution_accepted", context);
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents
