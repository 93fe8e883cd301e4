#include "domain/incidents/escalate.hpp"

#include "domain/incidents/faults.hpp"
#include "platform/json/enum_names.hpp"

namespace resuelve::incidents {

std::expected<Change, Refusal> escalate(const Incident& incident, std::string reason, const Context& context) {
    const auto status = next(incident.status, Act::escalate, context.by.role);
    if (!status) return std::unexpected(status.error());
    if (incident.escalated) return contradiction(incident.status, "it is escalated already");
    Faults faults;
    faults.text(reason, "/reason", limits::reason);
    if (!faults.empty()) return faults.refusal(incident.status);

    Change change{incident};
    change.incident.escalated = true;
    change.record(EntryKind::change, Visibility::internal, context,
                  {{"act", json::enum_name(Act::escalate)}, {"text", reason}});
    change.tell("incident.escalated", context);
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents
