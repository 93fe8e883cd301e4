#include "platform/http/problem.hpp"
#include "services/api/fixed_time.hpp"
#include "services/employees/accounts.hpp"
#include "services/employees/use_cases.hpp"

namespace resuelve::employees {
namespace {

constexpr int max_tries = 3;

/// The employee, with the passkey's answer kept; nothing if it is not right. It is looked at again when the employee
/// changes meanwhile, so that of two who bring the same answer one is refused.
awaitable<std::optional<Employee>> answered(const Request& request, Service& service, const api::PasskeyAnswer& answer,
                                            EmployeeId id) {
    for (int tries = 1;; ++tries) {
        auto employee = co_await service.store.find(id);
        if (!employee || !employee->is_active()) co_return std::nullopt;
        auto passkeys = service.passkeys.after(answer, employee->passkeys);
        if (!passkeys) co_return std::nullopt;
        try {
            co_return co_await change(std::move(*employee), event_type::updated, request, service,
                                      [&](Employee& stored) { stored.passkeys = std::move(*passkeys); });
        } catch (const Problem& problem) {
            if (problem.code() != Problem::stale_version || tries == max_tries) throw;
        }
    }
}

awaitable<Response> try_sign_in_by_passkey(const Request& request, Service& service) {
    const auto answer = request.body<api::PasskeyAnswer>();
    const auto id = answer.person();
    const auto known = id ? co_await service.store.find(EmployeeId{*id}) : std::nullopt;
    const auto account = "passkey:" + (id ? id->to_string() : std::string{});
    const bool known_device = known && service.sessions.is_known_device(request, known->email.key());
    if (const auto wait = service.throttle.attempt(account, request.http.peer, known_device))
        throw Problem{Problem::too_many_requests}.retry_after(*wait);
    const auto employee = known ? co_await answered(request, service, answer, known->id) : std::nullopt;
    if (!employee) {
        co_await audit_failure(request, service, known, "passkey");
        throw Problem{Problem::wrong_credentials};
    }
    service.throttle.succeeded(account, request.http.peer);
    co_return co_await start_session(request, service, *employee, "passkey");
}

} // namespace

awaitable<Response> challenge_passkey(const Request&, Service& service) {
    co_return service.passkeys.challenge();
}

awaitable<Response> sign_in_by_passkey(const Request& request, Service& service) {
    return api::at_fixed_time(service.answer_after, try_sign_in_by_passkey(request, service));
}

awaitable<Response> list_passkeys(const Request& request, Service& service) {
    co_return api::passkey_list((co_await own_employee(request, service)).passkeys);
}

awaitable<Response> challenge_new_passkey(const Request& request, Service& service) {
    api::want_recent_sign_in(request, service.clock.now());
    const auto employee = co_await own_employee(request, service);
    co_return service.passkeys.enrolment({employee.id.value, employee.email.text(), employee.display_name()},
                                         employee.passkeys);
}

awaitable<Response> add_passkey(const Request& request, Service& service) {
    auto employee = co_await own_employee(request, service);
    const auto passkey = service.passkeys.brought(request, employee.id.value, employee.passkeys);
    service.passkey_changes.take(employee.id.to_string(), service.clock.now());
    auto audit = audited(request, service, access::Audited::passkey_added, employee.id);
    co_await change(std::move(employee), event_type::updated, request, service,
                    [&](Employee& stored) { stored.passkeys.push_back(passkey); }, {.audit = {std::move(audit)}});
    co_return Response::json(201, api::passkey_view(passkey)).with("location", "/api/v1/employees/me/passkeys");
}

awaitable<Response> remove_passkey(const Request& request, Service& service) {
    api::want_recent_sign_in(request, service.clock.now());
    auto employee = co_await own_employee(request, service);
    const auto left = api::without_named(request, employee.passkeys);
    service.passkey_changes.take(employee.id.to_string(), service.clock.now());
    auto audit = audited(request, service, access::Audited::passkey_removed, employee.id);
    co_await change(std::move(employee), event_type::updated, request, service,
                    [&](Employee& stored) { stored.passkeys = left; }, {.audit = {std::move(audit)}});
    co_return Response::empty(204);
}

} // namespace resuelve::employees
