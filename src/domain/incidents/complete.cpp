#include "domain/incidents/complete.hpp"

namespace resuelve::incidents {

std::expected<Change, Refusal> complete(const Incident& incident, Message completion, const Context& context) {
    const auto status = next(incident.status, Act::complete, context.by.role);
    if (!status) return std::unexpected(status.error());
    Faults faults;
    check(completion, incident, context, faults);
    if (!faults.empty()) return faults.refusal(incident.status);

    Change change{incident};
    record(change, EntryKind::message, Visibility::public_, Act::complete, std::move(completion), context);
    change.move(*status, Act::complete, context);
    start_legal_clock(change.incident, change.entries.back().at, context.policy);
    change.tell("incident.completed", context, {{"answer_by", to_rfc3339(change.incident.deadlines.answer_by)}});
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents
