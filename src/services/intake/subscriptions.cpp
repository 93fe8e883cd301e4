#include "domain/incidents/record_notification.hpp"
#include "platform/json/enum_names.hpp"
#include "services/api/people.hpp"
#include "services/intake/use_cases.hpp"

#include <stdexcept>

namespace resuelve::intake {
namespace {

using incidents::Delivery;

std::string text_in(const boost::json::object& data, std::string_view name) {
    const auto* value = data.if_contains(name);
    return value && value->is_string() ? std::string{std::string_view{value->get_string()}} : std::string{};
}

/// What became of mail to the customer about an incident. Mail about anything else, or to employees, is not ours.
awaitable<void> notification_changed(const events::Event& event, api::Desk& desk) {
    const auto incident = IncidentId::parse(text_in(event.data, "incident_id"));
    if (!incident || text_in(event.data, "audience") == "employee") co_return;
    const auto delivery = json::enum_from<Delivery>(event.type.substr(std::string_view{"notification."}.size()));
    if (!delivery) throw std::invalid_argument{event.type + " is no outcome of a notification"};
    const auto what = text_in(event.data, "template");
    co_await api::act_as_system(
        desk, *incident,
        [&](const incidents::Incident& now,
            const incidents::Context& context) -> std::expected<incidents::Change, incidents::Refusal> {
            // That mail went out as it should is kept by the notifications service. A new version of the incident for
            // it would turn down whoever is about to change what they have just read.
            if (*delivery == Delivery::sent && !now.not_notified) return incidents::Change{now};
            return incidents::record_notification(now, *delivery, what, context);
        },
        event.traceparent, event.id.to_string());
}

} // namespace

std::vector<events::Subscription> subscriptions(Intake& intake) {
    const auto handle = [&intake](const events::Event& event) -> awaitable<void> {
        auto& desk = intake.desk;
        if (event.type.starts_with("notification.")) return notification_changed(event, desk);
        if (event.type == "customer.erased") return api::customer_erased(event, desk);
        return api::customer_changed(event, desk);
    };
    return {{.consumer = "intake",
             .types = {"customer.registered", "customer.updated", "customer.erased", "notification.sent",
                       "notification.failed", "notification.bounced"},
             .handle = handle}};
}

} // namespace resuelve::intake
