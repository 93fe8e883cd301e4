#include "domain/incidents/wait_for_third_party.hpp"

namespace resuelve::incidents {

std::expected<Change, Refusal> wait_for_third_party(const Incident& incident, ThirdPartyWait wait,
                                                    const Context& context) {
    const auto status = next(incident.status, Act::wait_for_third_party, context.by.role);
    if (!status) return std::unexpected(status.error());
    Faults faults;
    check(wait.message, incident, context, faults);
    if (wait.until && *wait.until <= context.now) faults.add("/until", "too_early", "is not in the future");
    if (!faults.empty()) return faults.refusal(incident.status);

    Change change{incident};
    boost::json::object more;
    if (wait.until) more["until"] = to_rfc3339(*wait.until);
    record(change, EntryKind::note, Visibility::internal, Act::wait_for_third_party, std::move(wait.message), context,
           more);
    change.move(*status, Act::wait_for_third_party, context);
    change.incident.deadlines.third_party_by = wait.until;
    change.tell("incident.third_party_awaited", context);
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents
