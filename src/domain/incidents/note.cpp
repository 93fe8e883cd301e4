#include "domain/incidents/note.hpp"

#include "domain/incidents/mentions.hpp"

namespace resuelve::incidents {

std::expected<Change, Refusal> note(const Incident& incident, Message message, const Context& context) {
    const auto status = next(incident.status, Act::note, context.by.role);
    if (!status) return std::unexpected(status.error());
    Faults faults;
    check(message, incident, context, faults);
    if (!faults.empty()) return faults.refusal(incident.status);

    boost::json::object told;
    if (const auto mentions = mentions_in(message.body); !mentions.empty())
        told["mentions"] = boost::json::array(mentions.begin(), mentions.end());

    Change change{incident};
    record(change, EntryKind::note, Visibility::internal, Act::note, std::move(message), context);
    change.tell("incident.noted", context, std::move(told));
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents
