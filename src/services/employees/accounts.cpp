#include "services/employees/accounts.hpp"

#include "domain/access/password_rules.hpp"
#include "platform/http/problem.hpp"
#include "platform/json/write.hpp"
#include "services/api/preconditions.hpp"

namespace resuelve::employees {

boost::json::object employee_view(const Employee& employee) {
    return {{"id", json::to_json(employee.id)},
            {"email", employee.email.text()},
            {"first_name", employee.first_name},
            {"last_name", employee.last_name},
            {"role", json::to_json(employee.role)},
            {"team_ids", json::to_json(employee.team_ids)},
            {"state", json::to_json(employee.state)},
            {"language", employee.language},
            {"second_factor", employee.has_second_factor()},
            {"version", employee.version},
            {"created_at", json::to_json(employee.created_at)},
            {"updated_at", json::to_json(employee.updated_at)}};
}

api::Answer employee_answer(const Employee& employee, unsigned status) {
    return {.status = status,
            .location = {},
            .etag = api::etag(employee.version),
            .body = boost::json::serialize(employee_view(employee))};
}

awaitable<Employee> own_employee(const api::Request& request, Service& service) {
    auto employee = co_await service.store.find(request.actor().employee_id());
    if (!employee || !employee->is_active()) throw Problem{Problem::session_expired};
    co_return std::move(*employee);
}

awaitable<Employee> named_employee(const api::Request& request, Service& service) {
    const auto id = EmployeeId::parse(request.parameter(0));
    auto employee = id ? co_await service.store.find(*id) : std::nullopt;
    if (!employee) throw Problem{Problem::not_found};
    co_return std::move(*employee);
}

access::Actor actor_of(const Employee& employee) {
    return {.role = role_of(employee.role),
            .id = employee.id.value,
            .name = employee.display_name(),
            .teams = employee.team_ids,
            .email_verified = true};
}

void want_good_password(std::string_view field, std::string_view password, const Employee& employee) {
    const std::array<std::string, 4> names{employee.first_name, employee.last_name, employee.email.key(), "resuelve"};
    const auto fault = access::password_fault(
        password, {.kind = PasswordClass::employee, .second_factor = employee.has_second_factor(), .names = names});
    if (fault)
        throw Problem{
            Problem::invalid,
            {},
            {{std::string{field}, std::string{access::code_of(*fault)}, std::string{access::detail_of(*fault)}}}};
}

Cause cause_of(const api::Request& request, const Service& service) {
    return {service.clock.now(), request.http.traceparent};
}

access::AuditRecord audited(const api::Request& request, const Service& service, access::Audited act, EmployeeId whom,
                            std::string detail) {
    return api::audited(request, service.clock.now(), act, whom.value, std::move(detail));
}

awaitable<void> store(Employee employee, std::string_view event, Cause cause, Service& service, Along along,
                      std::vector<access::PasskeyChange> passkeys) {
    Change change{.employee = employee,
                  .events = {employee_event(event, employee, cause, service.random)},
                  .used_link = along.used_link,
                  .answer = std::move(along.answer),
                  .audit = std::move(along.audit)};
    for (const auto& passkey : passkeys)
        change.events.push_back(passkey_event(employee, passkey, cause, service.random));
    if (along.link) {
        auto issued = issue_link(employee.id, *along.link, cause.now, service.random);
        change.events.push_back(link_event(employee, issued, cause, service.random));
        change.new_link = issued.link;
    }
    co_await service.store.commit(std::move(change));
}

awaitable<Employee> change(Employee read, std::string_view event, const api::Request& request, Service& service,
                           const std::function<void(Employee&)>& edit, Along along) {
    auto employee = read.changed_at(service.clock.now());
    edit(employee);
    co_await store(employee, event, cause_of(request, service), service, std::move(along),
                   access::passkey_changes(read.passkeys, employee.passkeys));
    co_return employee;
}

awaitable<void> audit_failure(const api::Request& request, Service& service, const std::optional<Employee>& employee,
                              std::string way) {
    const auto subject = employee ? std::optional{employee->id.value} : std::nullopt;
    co_await service.audit.append(
        {api::audited(request, service.clock.now(), access::Audited::sign_in_failed, subject, std::move(way))});
}

awaitable<api::Response> start_session(const api::Request& request, Service& service, const Employee& employee,
                                       std::string way) {
    const auto fresh = co_await service.sessions.start(actor_of(employee), request, std::move(way));
    auto response = service.sessions.signed_in(request, fresh, actor_of(employee), "employee", employee_view(employee));
    service.sessions.remember_device(request, employee.email.key(), response);
    co_return response;
}

namespace {

/// What `check` gives; its refusal is audited.
awaitable<Employee> checked(awaitable<Employee> check, const api::Request& request, Service& service,
                            std::optional<Employee> employee) {
    std::optional<Problem> refused;
    try {
        co_return co_await std::move(check);
    } catch (const Problem& problem) {
        if (problem.code() != Problem::wrong_credentials) throw;
        refused = problem;
    }
    co_await audit_failure(request, service, employee, "second factor");
    throw *refused;
}

} // namespace

awaitable<Employee> identify(const api::Request& request, Service& service, Email email, std::string password,
                             std::function<awaitable<Employee>(Employee)> and_then) {
    const bool known_device = service.sessions.is_known_device(request, email.key());
    if (const auto wait = service.throttle.attempt(email.key(), request.http.peer, known_device))
        throw Problem{Problem::too_many_requests}.retry_after(*wait);
    auto employee = co_await service.store.find(email);
    const bool may = employee && employee->is_active();
    const auto stored = may ? employee->password_hash.value_or("") : std::string{};
    const auto check = co_await service.hasher.verify(stored, password, PasswordClass::employee);
    if (!may || !check.right) {
        co_await audit_failure(request, service, employee, "password");
        throw Problem{Problem::wrong_credentials};
    }
    if (and_then) employee = co_await checked(and_then(*employee), request, service, employee);
    service.throttle.succeeded(email.key(), request.http.peer);
    if (!check.needs_rehash) co_return std::move(*employee);
    const auto hash = co_await service.hasher.hash(password, PasswordClass::employee);
    try {
        employee = co_await change(*employee, event_type::updated, request, service,
                                   [&](Employee& stored_now) { stored_now.password_hash = hash; });
    } catch (const Problem& problem) {
        if (problem.code() != Problem::stale_version) throw; // somebody changed the account: another time
    }
    co_return std::move(*employee);
}

} // namespace resuelve::employees
