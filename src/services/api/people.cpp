#include "services/api/people.hpp"

#include "domain/incidents/link_customer.hpp"
#include "platform/http/problem.hpp"
#include "platform/json/enum_names.hpp"

#include <stdexcept>

namespace resuelve::api {
namespace {

using incidents::KnownPerson;

constexpr access::Role team_role = access::Role::system;

/// Throws std::invalid_argument, which sends the event to the dead letters.
template <class T>
T member(const events::Event& event, std::string_view name) {
    const auto* value = event.data.if_contains(name);
    if (value && value->is_string())
        if constexpr (std::is_same_v<T, std::string>) return std::string{std::string_view{value->get_string()}};
    if (value && value->is_bool())
        if constexpr (std::is_same_v<T, bool>) return value->get_bool();
    throw std::invalid_argument{fmt::format("{} {} has no usable {}", event.type, event.id.to_string(), name)};
}

access::Role role_of(const events::Event& event) {
    if (event.type.starts_with("customer.")) return access::Role::customer;
    const auto name = member<std::string>(event, "role");
    const auto role = json::enum_from<access::Role>(name);
    if (!role) throw std::invalid_argument{fmt::format("{} has the unknown role {}", event.type, name)};
    return *role;
}

KnownPerson person_of(const events::Event& event) {
    return {.id = event.subject,
            .role = role_of(event),
            .version = event.version,
            .name = member<std::string>(event, "name"),
            .email = member<std::string>(event, "email"),
            .language = member<std::string>(event, "language"),
            .email_verified = member<bool>(event, "email_verified"),
            .active = member<bool>(event, "active")};
}

Problem unknown(std::string pointer, std::string what) {
    return Problem{Problem::invalid, what, {{std::move(pointer), "unknown", what}}};
}

awaitable<void> erase(CustomerId customer, Desk& desk) {
    for (const auto& blob : co_await desk.incidents.erase_customer(customer, desk.clock.now()))
        co_await desk.blobs.remove(blob);
}

} // namespace

awaitable<std::string> assignee_name(incidents::IncidentStore& store, EmployeeId employee) {
    const auto known = co_await store.known_person(employee.value);
    const bool works =
        known && known->active && (known->role == access::Role::agent || known->role == access::Role::supervisor);
    if (!works) throw unknown("/assignee_id", "is nobody who works on incidents");
    co_return known->name;
}

awaitable<std::string> team_name(incidents::IncidentStore& store, TeamId team) {
    const auto known = co_await store.known_person(team.value);
    if (!known || !known->active || known->role != team_role) throw unknown("/team_id", "is no team");
    co_return known->name;
}

awaitable<void> remember_person(const events::Event& event, incidents::IncidentStore& store) {
    return store.remember(person_of(event));
}

awaitable<void> remember_team(const events::Event& event, incidents::IncidentStore& store) {
    return store.remember({.id = event.subject,
                           .role = team_role,
                           .version = event.version,
                           .name = member<std::string>(event, "name"),
                           .active = member<bool>(event, "active")});
}

awaitable<void> customer_changed(const events::Event& event, Desk& desk) {
    const auto person = person_of(event);
    co_await desk.incidents.remember(person);
    // Events come in any order: what holds is the newest that is known, not what this one says.
    const auto known = co_await desk.incidents.known_person(person.id);
    if (!known || !known->active || !known->email_verified || known->email.empty()) co_return;
    const CustomerId customer{known->id};
    const auto name = known->name;
    for (const auto& claim : co_await desk.incidents.unowned_claims(known->email))
        co_await act_as_system(
            desk, claim.id,
            [&](const incidents::Incident& incident, const incidents::Context& context) {
                return incidents::link_customer(incident, customer, name, context);
            },
            event.traceparent);
}

awaitable<void> customer_erased(const events::Event& event, Desk& desk) {
    co_await desk.incidents.remember(
        {.id = event.subject, .role = access::Role::customer, .version = event.version, .active = false});
    co_await erase(CustomerId{event.subject}, desk);
}

awaitable<void> erase_if_customer_is_gone(CustomerId customer, Desk& desk) {
    const auto known = co_await desk.incidents.known_person(customer.value);
    if (known && !known->active) co_await erase(customer, desk);
}

incidents::Context system_context(Desk& desk, const std::string& traceparent) {
    return {.by = {.role = access::Role::system, .name = "Resuelve"},
            .now = desk.clock.now(),
            .random = desk.random,
            .traceparent = traceparent,
            .source = desk.source};
}

awaitable<void> act_as_system(Desk& desk, IncidentId id, IncidentAct act, std::string traceparent, std::string cause) {
    for (int n = 0; n < tries; ++n) {
        const auto incident = co_await desk.incidents.find(id);
        if (!incident) co_return;
        auto change = act(*incident, system_context(desk, traceparent));
        if (!change || change->entries.empty()) co_return; // already so, or not possible any more
        std::vector<incidents::Change> changes;
        changes.push_back(std::move(*change));
        std::optional<http::RecordedAnswer> done;
        if (!cause.empty()) done = http::RecordedAnswer{.key = "event " + cause, .answered_at = desk.clock.now()};
        try {
            co_await desk.incidents.commit(std::move(changes), std::move(done));
            co_return;
        } catch (const http::AlreadyAnswered&) {
            co_return;
        } catch (const Problem& problem) {
            if (problem.code() != Problem::stale_version) throw;
        }
    }
    throw std::runtime_error{"incident " + id.to_string() + " is being changed by others over and over"};
}

} // namespace resuelve::api
