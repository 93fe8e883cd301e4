#pragma once

#include "domain/notifications/notification_store.hpp"
#include "domain/notifications/templates.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace resuelve::notifications {

/// Where links lead and how times are told.
struct LetterSettings {
    std::string base_url = "http://localhost:8080"; ///< of the web application; links are made of nothing else
    std::string time_zone = "Europe/Madrid";
};

/// Who a mail goes to.
struct Addressee {
    std::optional<Uuid> id;
    std::string name;
    Email email;
    bool verified =
        false; ///< until then the mail carries nothing that the sender of a claim wrote (reliability.md §0.6)
    std::string language;
};

/// The mail that an event of an incident makes for its customer; nothing if that event is not mailed.
std::optional<Template> customer_template(std::string_view event_type);

/// What an addressee gets instead of `what`: somebody unverified no receipt that says what was claimed.
Template template_for(const Addressee& to, Template what);

/// Subject and text of a mail about an incident. Throws std::invalid_argument naming what the event lacks.
Notification incident_letter(Template what, const events::Event& event, const Addressee& to,
                             const LetterSettings& settings);

/// A mail with a single-use link: for customer.link_requested, employee.link_requested and incident.access_requested.
Notification link_letter(const events::Event& event, const LetterSettings& settings);

/// What a customer is told of a request about the own data: customer.data_request_made, …_extended, …_answered.
Notification data_request_letter(const events::Event& event, const Addressee& to, const LetterSettings& settings);

/// What the old address is told of a customer.updated after which the customer has another one.
Notification address_letter(const events::Event& event, const Addressee& to);

/// What the owner of a passkey is told: customer.passkey_added, …_removed, employee.passkey_added, …_removed.
Notification passkey_letter(const events::Event& event, const Addressee& to, const LetterSettings& settings);

/// A text of the event's data; empty if there is none.
std::string text_in(const boost::json::object& data, std::string_view name);
/// The address in the event's data. Throws std::invalid_argument if it is none.
Email email_in(const boost::json::object& data);

} // namespace resuelve::notifications
