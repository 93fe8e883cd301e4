#include "adapters/mongodb/notification_document.hpp"

#include "adapters/mongodb/named.hpp"
#include "domain/notifications/templates.hpp"

namespace resuelve::mongodb {

using notifications::Notification;
using notifications::Person;

Document notification_document(const Notification& one) {
    return {{"_id", one.id},
            {"cause", one.cause},
            {"template", json::enum_name(one.what)},
            {"audience", json::enum_name(one.audience)},
            {"recipient", one.recipient},
            {"name", one.name},
            {"email", one.email.text()},
            {"email_key", one.email.key()}, // as it is compared
            {"verified", one.verified},
            {"automatic", notifications::row(one.what).automatic},
            {"waited_for", notifications::is_waited_for(one.what)},
            {"language", one.language},
            {"incident", one.incident},
            {"subject", one.subject},
            {"text", one.text}, // empty once sent or given up
            {"state", json::enum_name(one.state)},
            {"attempts", one.attempts},
            {"reason", one.reason},
            {"created_at", one.created_at},
            {"not_before", one.not_before},
            {"finished_at", one.finished_at},
            {"traceparent", one.traceparent},
            {"outbox", Array{}}};
}

Notification notification_in(const Document& row) {
    return {.id = row["_id"].id<notifications::NotificationId>(),
            .cause = row["cause"].id<events::EventId>(),
            .what = named<notifications::Template>(row["template"]),
            .audience = named<notifications::Audience>(row["audience"]),
            .recipient = row["recipient"].optional_uuid(),
            .name = std::string{row["name"].text()},
            .email = Email::parse(row["email"].text()).value_or(Email{}),
            .verified = row["verified"].boolean(),
            .language = std::string{row["language"].text()},
            .incident = row["incident"].optional_id<IncidentId>(),
            .subject = std::string{row["subject"].text()},
            .text = std::string{row["text"].text()},
            .state = named<notifications::State>(row["state"]),
            .attempts = static_cast<int>(row["attempts"].integer()),
            .reason = std::string{row["reason"].text()},
            .created_at = row["created_at"].instant(),
            .not_before = row["not_before"].instant(),
            .finished_at = row["finished_at"].optional_instant(),
            .traceparent = std::string{row["traceparent"].text()}};
}

Document person_document(const Person& person) {
    return {{"_id", person.id},
            {"kind", json::enum_name(person.kind)},
            {"version", person.version},
            {"name", person.name},
            {"email", person.email}, // empty once erased
            {"email_key", Email::parse(person.email).value_or(Email{}).key()},
            {"language", person.language},
            {"verified", person.verified},
            {"active", person.active},
            {"supervises", person.supervises}};
}

Person person_in(const Document& row) {
    return {.id = row["_id"].uuid(),
            .kind = named<notifications::Audience>(row["kind"]),
            .version = row["version"].integer(),
            .name = std::string{row["name"].text()},
            .email = std::string{row["email"].text()},
            .language = std::string{row["language"].text()},
            .verified = row["verified"].boolean(),
            .active = row["active"].boolean(),
            .supervises = row["supervises"].boolean()};
}

} // namespace resuelve::mongodb
