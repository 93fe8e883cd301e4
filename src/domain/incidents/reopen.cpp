#include "domain/incidents/reopen.hpp"

#include "domain/incidents/faults.hpp"

namespace resuelve::incidents {

std::expected<Change, Refusal> reopen(const Incident& incident, std::string reason, const Context& context) {
    const auto status = next(incident.status, Act::reopen, context.by.role);
    if (!status) return std::unexpected(status.error());
    const bool by_customer = context.by.role == access::Role::customer;
    if (incident.closed_as == ClosedAs::merged)
        return contradiction(incident.status, "another incident goes on with this one");
    if (incident.closed_as == ClosedAs::spam && by_customer)
        return contradiction(incident.status, "it was closed because it was no claim; please file a new one");
    if (by_customer && (!incident.deadlines.reopen_by || context.now > *incident.deadlines.reopen_by))
        return too_late(incident.status, "it was closed too long ago to go on with it");
    Faults faults;
    faults.text(reason, "/reason", limits::reason);
    if (!faults.empty()) return faults.refusal(incident.status);

    Change change{incident};
    change.move(*status, Act::reopen, context, {}, {{"text", reason}});
    start_legal_clock(change.incident, change.entries.back().at, context.policy);
    change.tell("incident.reopened", context, {{"answer_by", to_rfc3339(change.incident.deadlines.answer_by)}});
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents
