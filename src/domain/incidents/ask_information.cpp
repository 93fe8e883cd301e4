#include "domain/incidents/ask_information.hpp"

namespace resuelve::incidents {

std::expected<Change, Refusal> ask_information(const Incident& incident, Message question, const Context& context) {
    const auto status = next(incident.status, Act::ask, context.by.role);
    if (!status) return std::unexpected(status.error());
    Faults faults;
    check(question, incident, context, faults);
    if (!faults.empty()) return faults.refusal(incident.status);

    Change change{incident};
    const auto text = question.body;
    record(change, EntryKind::message, Visibility::public_, Act::ask, std::move(question), context);
    change.move(*status, Act::ask, context).tell("incident.information_requested", context, {{"text", text}});
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents
