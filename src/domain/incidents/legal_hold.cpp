#include "domain/incidents/legal_hold.hpp"

#include "domain/incidents/faults.hpp"
#include "platform/json/enum_names.hpp"

namespace resuelve::incidents {
namespace {

/// Told to employees alone.
std::expected<Change, Refusal> set(const Incident& incident, bool held, const boost::json::object& body,
                                   std::string_view event, const Context& context) {
    Change change{incident};
    change.incident.legal_hold = held;
    change.record(EntryKind::change, Visibility::internal, context, body);
    change.tell(event, context);
    return std::move(change).finish(context);
}

} // namespace

std::expected<Change, Refusal> hold(const Incident& incident, std::string reason, const Context& context) {
    const auto status = next(incident.status, Act::hold, context.by.role);
    if (!status) return std::unexpected(status.error());
    if (incident.erased) return contradiction(incident.status, "it is erased already");
    if (incident.legal_hold) return contradiction(incident.status, "it is on legal hold already");
    Faults faults;
    faults.text(reason, "/reason", limits::reason);
    if (!faults.empty()) return faults.refusal(incident.status);
    return set(incident, true, {{"act", json::enum_name(Act::hold)}, {"text", reason}}, "incident.held", context);
}

std::expected<Change, Refusal> lift_hold(const Incident& incident, const Context& context) {
    const auto status = next(incident.status, Act::lift_hold, context.by.role);
    if (!status) return std::unexpected(status.error());
    if (!incident.legal_hold) return contradiction(incident.status, "it is not on legal hold");
    return set(incident, false, {{"act", json::enum_name(Act::lift_hold)}}, "incident.hold_lifted", context);
}

} // namespace resuelve::incidents
