#include "domain/incidents/note.hpp"

namespace resuelve::incidents {

std::expected<Change, Refusal> note(const Incident& incident, Message message, const Context& context) {
    const auto status = next(incident.status, Act::note, context.by.role);
    if (!status) return std::unexpected(status.error());
    Faults faults;
    check(message, incident, context, faults);
    if (!faults.empty()) return faults.refusal(incident.status);

    Change change{incident};
    record(change, EntryKind::note, Visibility::internal, Act::note, std::move(message), context);
    change.tell("incident.noted", context);
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents
