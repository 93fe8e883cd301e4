#include "domain/events/not_yet.hpp"
#include "services/notifications/notices.hpp"

namespace resuelve::notifications {
namespace {

using namespace std::chrono_literals;

bool flag_in(const boost::json::object& data, std::string_view name) {
    const auto* value = data.if_contains(name);
    return value && value->is_bool() && value->get_bool();
}

Person person_in(const events::Event& event) {
    const auto& data = event.data;
    const bool employee = event.type.starts_with("employee.");
    const auto role = text_in(data, "role");
    return {.id = event.subject,
            .kind = employee ? Audience::employee : Audience::customer,
            .version = event.version,
            .name = text_in(data, "name"),
            .email = text_in(data, "email"),
            .language = text_in(data, "language"),
            .verified = flag_in(data, "email_verified"),
            .active = flag_in(data, "active"),
            .supervises = role == "supervisor"};
}

/// Whether a mail would be one too many in this hour.
awaitable<bool> is_over_limit(Template what, const Email& email, bool verified, bool has_link, Notifications& service) {
    if (!row(what).automatic) co_return false;
    const auto recent = co_await service.store.recent(email, what, service.clock.now() - 1h);
    // Links count by their kind: who has just opened a few incidents can sign in, who registers and then claims gets
    // the link that proves the address, whichever event comes first, and a flood of claims keeps nobody from a reset.
    // Requests for links are limited where they are made.
    if (has_link)
        co_return recent.of_template_to_address >=
            (verified ? limits::automatic_per_address : limits::unverified_per_address);
    if (recent.automatic_to_address >= limits::automatic_per_address) co_return true;
    if (verified) co_return false;
    co_return recent.automatic_to_address >= limits::unverified_per_address ||
        recent.unverified_in_all >= limits::unverified_in_all;
}

/// Counts it if so.
awaitable<bool> is_withheld(Template what, const Email& email, bool verified, bool has_link, Notifications& service) {
    const bool is_over = co_await is_over_limit(what, email, verified, has_link, service);
    if (is_over) ++service.withheld;
    co_return is_over;
}

awaitable<void> queue(Notification mail, Notifications& service) {
    mail.created_at = mail.not_before = service.clock.now();
    mail.id = NotificationId::make(mail.created_at, service.random);
    std::vector<Notification> one;
    one.push_back(std::move(mail));
    co_await service.store.queue(std::move(one));
    if (service.wake_sender) service.wake_sender();
}

awaitable<void> queue_within_limits(Notification mail, bool has_link, Notifications& service) {
    if (co_await is_withheld(mail.what, mail.email, mail.verified, has_link, service)) co_return;
    co_await queue(std::move(mail), service);
}

awaitable<void> tell_of_incident(Template what, const events::Event& event, const Addressee& to,
                                 Notifications& service) {
    // Asked before the letter is composed, which costs more.
    if (co_await is_withheld(template_for(to, what), to.email, to.verified, false, service)) co_return;
    co_await queue(incident_letter(what, event, to, service.letters), service);
}

/// Nothing if the customer is gone. Throws while the customer's own event has not arrived: this one is tried again.
awaitable<std::optional<Addressee>> customer_of(const events::Event& event, Notifications& service) {
    const auto& data = event.data;
    if (const auto* contact = data.if_contains("contact"); contact && contact->is_object()) {
        const auto& claimant = contact->get_object();
        co_return Addressee{.id = {}, .name = text_in(claimant, "name"), .email = email_in(claimant)};
    }
    const auto id = Uuid::parse(text_in(data, "customer_id"));
    if (!id) co_return std::nullopt; // erased
    const auto person = co_await service.store.find_person(*id);
    if (!person) throw events::NotYet{"the customer is not known yet"};
    auto email = Email::parse(person->email);
    if (!person->active || !email) co_return std::nullopt;
    co_return Addressee{person->id, person->name, std::move(*email), person->verified, person->language};
}

awaitable<void> tell_employee(Template what, const events::Event& event, const Person& person, Notifications& service) {
    auto email = Email::parse(person.email);
    if (!person.active || !email) co_return;
    const Addressee to{person.id, person.name, std::move(*email), true, person.language};
    co_await tell_of_incident(what, event, to, service);
}

/// The new assignee. Who took it themselves knows it: that is incident.taken.
awaitable<void> assigned(const events::Event& event, Notifications& service) {
    const auto assignee = Uuid::parse(text_in(event.data, "assignee_id"));
    if (!assignee || !event.data.contains("assignee_before")) co_return; // only the team changed
    const auto person = co_await service.store.find_person(*assignee);
    if (!person) throw events::NotYet{"the assignee is not known yet"};
    co_await tell_employee(Template::assignment, event, *person, service);
}

awaitable<void> escalated(const events::Event& event, Notifications& service) {
    for (const auto& person : co_await service.store.supervisors())
        co_await tell_employee(Template::escalation, event, person, service);
}

awaitable<void> tell_customer(Template what, const events::Event& event, Notifications& service) {
    const auto to = co_await customer_of(event, service);
    if (to) co_await tell_of_incident(what, event, *to, service);
}

awaitable<void> tell_of_data_request(const events::Event& event, Notifications& service) {
    const auto to = co_await customer_of(event, service);
    if (to) co_await queue_within_limits(data_request_letter(event, *to, service.letters), false, service);
}

awaitable<void> mail_link(const events::Event& event, Notifications& service) {
    auto mail = link_letter(event, service.letters);
    mail.verified = mail.audience == Audience::employee || co_await service.store.is_verified(mail.email);
    co_await queue_within_limits(std::move(mail), true, service);
}

/// Tells the owner of a passkey, at the address that the account had then: a thief may give it another next.
awaitable<void> tell_of_passkey(const events::Event& event, Notifications& service) {
    const auto owner = co_await service.store.find_person(event.subject);
    if (!owner) throw events::NotYet{"the passkey's owner is not known yet"};
    if (!owner->active) co_return;
    const bool verified = owner->kind == Audience::employee || owner->verified;
    const Addressee to{owner->id, owner->name, email_in(event.data), verified, owner->language};
    co_await queue_within_limits(passkey_letter(event, to, service.letters), false, service);
}

/// Tells an address that was proved when its customer gets another: it might have been somebody else.
awaitable<void> keep_person(const events::Event& event, Notifications& service) {
    const auto person = person_in(event);
    const auto before = co_await service.store.find_person(person.id);
    const bool moved = before && before->version < person.version && before->kind == Audience::customer &&
                       before->active && before->verified && person.active && before->email != person.email;
    auto old_email = moved ? Email::parse(before->email) : std::nullopt;
    // Queued first: if this fails in between it is done again, and a mail of one cause goes out once.
    if (old_email) {
        const Addressee to{person.id, before->name, std::move(*old_email), true, before->language};
        co_await queue_within_limits(address_letter(event, to), false, service);
    }
    co_await service.store.keep(person);
}

awaitable<void> forget_customer(const events::Event& event, Notifications& service) {
    co_await service.store.keep(person_in(event));
    co_await service.store.erase(event.subject);
}

bool tells_a_person(std::string_view type) {
    return type == "customer.registered" || type == "customer.updated" || type == "employee.registered" ||
           type == "employee.updated" || type == "employee.disabled";
}

awaitable<void> nothing_to_do() {
    co_return;
}

/// What it means for mail and for those whom mail goes to.
awaitable<void> write_mail(const events::Event& event, Notifications& service) {
    if (event.type.ends_with(".link_requested") || event.type == "incident.access_requested")
        return mail_link(event, service);
    if (event.type == "incident.assigned") return assigned(event, service);
    if (event.type == "incident.escalated") return escalated(event, service);
    if (event.type.starts_with("customer.data_request_")) return tell_of_data_request(event, service);
    if (event.type.ends_with(".passkey_added") || event.type.ends_with(".passkey_removed"))
        return tell_of_passkey(event, service);
    if (event.type == "customer.erased") return forget_customer(event, service);
    if (tells_a_person(event.type)) return keep_person(event, service);
    const auto what = customer_template(event.type);
    return what ? tell_customer(*what, event, service) : nothing_to_do();
}

/// Each may be done again: if the second fails, both are.
awaitable<void> handle(const events::Event& event, Notifications& service) {
    co_await make_notices(event, service);
    co_await write_mail(event, service);
}

} // namespace

std::vector<events::Subscription> subscriptions(Notifications& service) {
    return {{.consumer = "notifications",
             .types = {"incident.*", "customer.*", "employee.*"},
             .handle = [&service](const events::Event& event) { return handle(event, service); }}};
}

} // namespace resuelve::notifications
