#include "domain/incidents/record_notification.hpp"

#include "platform/json/enum_names.hpp"

namespace resuelve::incidents {

std::expected<Change, Refusal> record_notification(const Incident& incident, Delivery delivery, std::string what,
                                                   const Context& context) {
    const auto status = next(incident.status, Act::record_notification, context.by.role);
    if (!status) return std::unexpected(status.error());
    const bool not_notified = delivery != Delivery::sent;

    Change change{incident};
    change.incident.not_notified = not_notified;
    change.record(
        EntryKind::notification, Visibility::internal, context,
        {{"act", json::enum_name(Act::record_notification)}, {"what", what}, {"delivery", json::enum_name(delivery)}});
    if (not_notified && !incident.not_notified) change.tell("incident.not_notified", context);
    if (!not_notified && incident.not_notified) change.tell("incident.notified", context);
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents
