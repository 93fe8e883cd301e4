#include "domain/events/not_yet.hpp"
#include "platform/json/enum_names.hpp"
#include "services/notifications/notices.hpp"

namespace resuelve::notifications {
namespace {

template <class SomeId>
std::optional<SomeId> id_in(const events::Event& event, std::string_view name) {
    return SomeId::parse(text_in(event.data, name));
}

/// Says whom to look for; the console asks what it is.
events::Event told(const Notice& notice, const events::Event& cause, Notifications& service) {
    const auto now = service.clock.now();
    return {.id = events::EventId::make(now, service.random),
            .type = std::string{notice_made},
            .source = "/resuelve/notifications",
            .subject = notice.id.value,
            .version = 1,
            .time = now,
            .traceparent = cause.traceparent,
            .data = {{"employee_id", notice.employee.to_string()},
                     {"incident_id", notice.incident.to_string()},
                     {"kind", json::enum_name(notice.kind)}}};
}

/// The words of a customer who is gone are not kept again because of an event that comes late.
awaitable<std::string> subject_of(const events::Event& event, Notifications& service) {
    const auto customer = Uuid::parse(text_in(event.data, "customer_id"));
    const auto person = customer ? co_await service.store.find_person(*customer) : std::nullopt;
    co_return person && !person->active ? std::string{} : text_in(event.data, "subject");
}

awaitable<void> tell(const std::vector<EmployeeId>& employees, NoticeKind kind, const events::Event& event,
                     Notifications& service) {
    const auto by = id_in<EmployeeId>(event, "actor_id");
    const auto subject = co_await subject_of(event, service);
    std::vector<MadeNotice> made;
    for (const auto& employee : employees) {
        if (employee == by) continue; // who did it knows it
        Notice notice{.id = notice_id(event.id, employee),
                      .employee = employee,
                      .kind = kind,
                      .incident = IncidentId{event.subject},
                      .reference = text_in(event.data, "reference"),
                      .subject = subject,
                      .customer = id_in<CustomerId>(event, "customer_id"),
                      .team = id_in<TeamId>(event, "team_id"),
                      .assignee = id_in<EmployeeId>(event, "assignee_id"),
                      .by = by,
                      .answer_by = parse_rfc3339(text_in(event.data, "answer_by")),
                      .made_at = event.time};
        auto news = told(notice, event, service);
        made.push_back({std::move(notice), std::move(news)});
    }
    if (!made.empty()) co_await service.notices.add(std::move(made));
}

/// The employee whom the event's data names so.
awaitable<void> tell_one(std::string_view name, NoticeKind kind, const events::Event& event, Notifications& service) {
    const auto employee = id_in<EmployeeId>(event, name);
    if (!employee) co_return;
    const auto person = co_await service.store.find_person(employee->value);
    if (!person) throw events::NotYet{fmt::format("{} is not known yet", name)};
    if (person->active) co_await tell({*employee}, kind, event, service);
}

awaitable<void> tell_assignee(NoticeKind kind, const events::Event& event, Notifications& service) {
    return tell_one("assignee_id", kind, event, service);
}

awaitable<void> tell_requester(NoticeKind kind, const events::Event& event, Notifications& service) {
    return tell_one("requested_by", kind, event, service);
}

/// Whose work it is; without an assignee, who snoozed it.
awaitable<void> tell_of_waking(const events::Event& event, Notifications& service) {
    const bool is_assigned = id_in<EmployeeId>(event, "assignee_id").has_value();
    return tell_one(is_assigned ? "assignee_id" : "snoozed_by", NoticeKind::snooze_ended, event, service);
}

/// A name that several have, or nobody, is nobody's.
awaitable<void> tell_mentioned(const events::Event& event, Notifications& service) {
    const auto* mentions = event.data.if_contains("mentions");
    if (!mentions) co_return;
    std::vector<EmployeeId> mentioned;
    for (const auto& address : mentions->as_array()) {
        const auto people = co_await service.store.employees_at(std::string{std::string_view{address.as_string()}});
        if (people.size() == 1) mentioned.emplace_back(people.front().id);
    }
    co_await tell(mentioned, NoticeKind::mention, event, service);
}

awaitable<void> tell_supervisors(NoticeKind kind, const events::Event& event, Notifications& service) {
    std::vector<EmployeeId> supervisors;
    for (const auto& person : co_await service.store.supervisors())
        supervisors.emplace_back(person.id);
    co_await tell(supervisors, kind, event, service);
}

awaitable<void> tell_of_deadline(const events::Event& event, Notifications& service) {
    const auto percent = event.data.at("percent").as_int64();
    if (percent < limits::percent_near_deadline) co_return;
    co_await tell_assignee(percent < 100 ? NoticeKind::deadline_near : NoticeKind::deadline_missed, event, service);
}

awaitable<void> link(const events::Event& event, Notifications& service) {
    if (const auto customer = id_in<CustomerId>(event, "customer_id"))
        co_await service.notices.link(IncidentId{event.subject}, *customer);
}

awaitable<void> nothing_to_tell() {
    co_return;
}

} // namespace

awaitable<void> make_notices(const events::Event& event, Notifications& service) {
    const auto& type = event.type;
    // Without "assignee_before" only the team changed.
    if (type == "incident.assigned" && event.data.contains("assignee_before"))
        return tell_assignee(NoticeKind::assignment, event, service);
    if (type == "incident.noted") return tell_mentioned(event, service);
    if (type == "incident.deadline_warned") return tell_of_deadline(event, service);
    if (type == "incident.escalated") return tell_supervisors(NoticeKind::escalation, event, service);
    if (type == "incident.access_asked") return tell_supervisors(NoticeKind::access_requested, event, service);
    if (type == "incident.resolution_proposed") return tell_requester(NoticeKind::approval_granted, event, service);
    if (type == "incident.approval_returned") return tell_requester(NoticeKind::approval_returned, event, service);
    if (type == "incident.woken") return tell_of_waking(event, service);
    if (type == "incident.customer_linked") return link(event, service);
    if (type == "customer.erased") return service.notices.erase(CustomerId{event.subject});
    return nothing_to_tell();
}

awaitable<void> forget_old_notices(Notifications& service) {
    return service.notices.forget(service.clock.now() - limits::notices_kept_for);
}

} // namespace resuelve::notifications
