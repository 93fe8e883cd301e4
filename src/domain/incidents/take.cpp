#include "domain/incidents/take.hpp"

#include "platform/json/enum_names.hpp"

namespace resuelve::incidents {

std::expected<Change, Refusal> take(const Incident& incident, const Context& context) {
    const auto status = next(incident.status, Act::take, context.by.role);
    if (!status) return std::unexpected(status.error());
    const auto employee = context.by.employee_id();
    if (incident.assignee_id == employee && *status == incident.status)
        return contradiction(incident.status, "it is yours already");

    Change change{incident};
    if (incident.assignee_id != employee) {
        change.incident.assignee_id = employee;
        change.record(EntryKind::assignment, Visibility::internal, context,
                      {{"act", json::enum_name(Act::take)},
                       {"assignee_id", employee.to_string()},
                       {"assignee_name", context.by.name},
                       {"assignee_before",
                        incident.assignee_id ? boost::json::value(incident.assignee_id->to_string()) : nullptr}});
    }
    change.move(*status, Act::take, context).tell("incident.taken", context);
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents
