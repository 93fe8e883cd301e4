#include "domain/incidents/accept_resolution.hpp"

namespace resuelve::incidents {

std::expected<void, Refusal> check_seen(const Incident& incident, std::optional<Instant> seen) {
    if (!seen || (incident.resolution && incident.resolution->proposed_at == seen)) return {};
    return std::unexpected(Refusal{.reason = Refusal::Reason::resolution_changed,
                                   .status = incident.status,
                                   .detail = "another resolution was proposed since",
                                   .fields = {}});
}

std::expected<Change, Refusal> accept_resolution(const Incident& incident, const Context& context,
                                                 std::optional<Instant> seen) {
    const auto status = next(incident.status, Act::accept, context.by.role);
    if (!status) return std::unexpected(status.error());
    if (const auto same = check_seen(incident, seen); !same) return std::unexpected(same.error());
    Change change{incident};
    change.move(*status, Act::accept, context, ClosedAs::confirmed).tell("incident.resolution_accepted", context);
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents
