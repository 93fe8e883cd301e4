#include "domain/incidents/answer.hpp"

namespace resuelve::incidents {

std::expected<Change, Refusal> answer(const Incident& incident, Message message, const Context& context) {
    const auto status = next(incident.status, Act::answer, context.by.role);
    if (!status) return std::unexpected(status.error());
    Faults faults;
    check(message, incident, context, faults);
    if (!faults.empty()) return faults.refusal(incident.status);

    Change change{incident};
    const auto text = message.body;
    record(change, EntryKind::message, Visibility::public_, Act::answer, std::move(message), context);
    change.move(*status, Act::answer, context).tell("incident.answered", context, {{"text", text}});
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents
