#pragma once

#include "domain/access/actor.hpp"
#include "domain/access/email.hpp"
#include "domain/events/event.hpp"

#include <boost/describe/enum.hpp>

#include <optional>
#include <string>

namespace resuelve::notifications {

using NotificationId = Id<struct NotificationTag>;

BOOST_DEFINE_ENUM_CLASS(State, queued, sent, failed)
BOOST_DEFINE_ENUM_CLASS(Audience, customer, employee)

/// What a mail is about: a row of the table in templates.hpp.
BOOST_DEFINE_ENUM_CLASS(Template, receipt, receipt_unverified, answer, information_request, completion_request,
                        proposal, reminder, closed, lapsed, reopened, verify_email, reset_password, incident_access,
                        employee_invitation, employee_reset, assignment, escalation, email_changed, sign_in,
                        data_request_received, data_request_extended, data_request_answered, passkey_added,
                        passkey_removed, employee_passkey_added, employee_passkey_removed)

/// Whether somebody sits before a screen until the mail with its link comes: those go before all others.
constexpr bool is_waited_for(Template what) {
    using enum Template;
    return what == sign_in || what == verify_email || what == reset_password || what == incident_access ||
           what == employee_invitation || what == employee_reset;
}

/// One mail to one person because of one event, and what became of it.
struct Notification {
    NotificationId id{};
    events::EventId cause{}; ///< with recipient and template: never twice the same
    Template what{};
    Audience audience{};
    std::optional<Uuid> recipient; ///< none: somebody without an account
    std::string name;              ///< may be empty
    Email email;
    bool verified = false; ///< whether the address was known to be the recipient's
    std::string language;  ///< of the text
    std::optional<IncidentId> incident;
    std::string subject;
    std::string text; ///< forgotten once it is sent or given up: it may hold a link
    State state = State::queued;
    int attempts = 0;
    std::string reason; ///< what the last attempt said
    Instant created_at{};
    Instant not_before{}; ///< of the next attempt
    std::optional<Instant> finished_at;
    std::string traceparent;
};

} // namespace resuelve::notifications
