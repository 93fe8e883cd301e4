#include "domain/incidents/reply.hpp"

namespace resuelve::incidents {

std::expected<Change, Refusal> reply(const Incident& incident, Message message, const Context& context) {
    const auto status = next(incident.status, Act::reply, context.by.role);
    if (!status) return std::unexpected(status.error());
    Faults faults;
    check(message, incident, context, faults);
    if (!faults.empty()) return faults.refusal(incident.status);

    Change change{incident};
    record(change, EntryKind::message, Visibility::public_, Act::reply, std::move(message), context);
    if (incident.status == Status::resolution_proposed)
        start_silence(change.incident, change.entries.back().at, context.policy);
    change.move(*status, Act::reply, context).tell("incident.replied", context);
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents
