#include "platform/crypto/totp.hpp"

#include "platform/crypto/encoding.hpp"
#include "platform/http/problem.hpp"
#include "services/api/message_body.hpp"
#include "services/employees/accounts.hpp"
#include "services/employees/second_factors.hpp"
#include "services/employees/use_cases.hpp"

#include <cstring>

namespace resuelve::employees {
namespace {

struct Confirmation {
    std::string code;
};
BOOST_DESCRIBE_STRUCT(Confirmation, (), (code))

std::string sealed_for(EmployeeId id) {
    return "totp:" + id.to_string();
}

/// The seed; throws Problem::unavailable if the key that it was sealed under is gone.
totp::Seed open_seed(const Employee& employee, const Service& service) {
    const auto plain = service.box.open(employee.second_factor->sealed_seed, sealed_for(employee.id));
    totp::Seed seed{};
    if (!plain || plain->size() != seed.size())
        throw Problem{Problem::unavailable, "The second factor cannot be checked; tell an administrator."};
    std::memcpy(seed.data(), plain->data(), seed.size());
    return seed;
}

/// 50 random bits as "abcde-fghij".
std::string make_recovery_code(Random& random) {
    static constexpr std::string_view letters =
        "abcdefghjkmnpqrstuvwxyz123456789"; // without those that look like 0 and 1
    std::string code;
    for (const auto byte : random.bytes<10>()) {
        if (code.size() == 5) code += '-';
        code += letters[byte % letters.size()];
    }
    return code;
}

boost::json::object enrolment(const Employee& employee, const totp::Seed& seed, const std::vector<std::string>& codes) {
    boost::json::array list;
    for (const auto& code : codes)
        list.emplace_back(code);
    return {{"uri", totp::uri(seed, "Resuelve", employee.email.text())},
            {"secret", to_base32(seed)},
            {"recovery_codes", std::move(list)}};
}

Along factor_changed(const api::Request& request, const Service& service, const Employee& employee, std::string how) {
    return {.audit = {audited(request, service, access::Audited::second_factor_changed, employee.id, std::move(how))}};
}

} // namespace

awaitable<Employee> use_code(Employee employee, std::string code, const api::Request& request, Service& service) {
    if (!employee.has_second_factor()) co_return employee;
    auto factor = *employee.second_factor;
    const auto step =
        totp::matching_step(open_seed(employee, service), code, service.clock.now(), factor.last_used_step);
    if (step)
        factor.last_used_step = *step;
    else if (!factor.use_recovery_code(code))
        throw Problem{Problem::wrong_credentials}.with("second_factor", true);
    try {
        co_return co_await change(std::move(employee), event_type::updated, request, service,
                                  [&](Employee& stored) { stored.second_factor = std::move(factor); });
    } catch (const Problem& problem) {
        // The same code at the same moment from elsewhere was first: each works once.
        if (problem.code() == Problem::stale_version)
            throw Problem{Problem::wrong_credentials}.with("second_factor", true);
        throw;
    }
}

awaitable<Response> enrol_totp(const Request& request, Service& service) {
    api::body_or_nothing<api::Nothing>(request);
    api::want_recent_sign_in(request, service.clock.now());
    const auto employee = co_await own_employee(request, service);
    if (employee.has_second_factor()) throw Problem{Problem::conflict, "Remove the present second factor first."};
    const auto seed = totp::make_seed(service.random);
    const std::string plain{seed.begin(), seed.end()};
    SecondFactor factor{.sealed_seed = service.box.seal(plain, sealed_for(employee.id), service.random)};
    std::vector<std::string> codes;
    for (std::size_t i = 0; i < limits::recovery_codes; ++i) {
        codes.push_back(make_recovery_code(service.random));
        factor.recovery_codes.push_back(recovery_digest(codes.back()));
    }
    co_await change(
        employee, event_type::updated, request, service,
        [&](Employee& stored) { stored.second_factor = std::move(factor); },
        factor_changed(request, service, employee, "enrolled"));
    co_return Response::json(200, enrolment(employee, seed, codes)).with("cache-control", "no-store");
}

awaitable<Response> confirm_totp(const Request& request, Service& service) {
    const auto body = request.body<Confirmation>();
    const auto employee = co_await own_employee(request, service);
    if (!employee.second_factor) throw Problem{Problem::conflict, "There is no second factor to confirm."};
    if (const auto wait = service.throttle.attempt("totp:" + employee.email.key(), request.http.peer))
        throw Problem{Problem::too_many_requests}.retry_after(*wait);
    const auto step = totp::matching_step(open_seed(employee, service), body.code, service.clock.now(),
                                          employee.second_factor->last_used_step);
    if (!step) throw Problem{Problem::invalid, {}, {{"/code", "wrong", "That is not the code of this moment"}}};
    service.throttle.succeeded("totp:" + employee.email.key(), request.http.peer);
    const auto confirm = [&](Employee& stored) {
        stored.second_factor->confirmed = true;
        stored.second_factor->last_used_step = *step;
    };
    const auto changed = co_await change(employee, event_type::updated, request, service, confirm,
                                         factor_changed(request, service, employee, "confirmed"));
    co_await service.sessions.end_all(employee.id.value, request.actor().session);
    co_return employee_answer(changed).to_response();
}

awaitable<Response> remove_totp(const Request& request, Service& service) {
    api::want_recent_sign_in(request, service.clock.now());
    const auto employee = co_await own_employee(request, service);
    if (!employee.second_factor) throw Problem{Problem::not_found};
    co_await change(
        employee, event_type::updated, request, service, [](Employee& stored) { stored.second_factor.reset(); },
        factor_changed(request, service, employee, "removed"));
    co_await service.sessions.end_all(employee.id.value, request.actor().session);
    co_return Response::empty(204);
}

} // namespace resuelve::employees
