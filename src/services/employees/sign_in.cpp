#include "platform/crypto/totp.hpp"
#include "platform/http/problem.hpp"
#include "services/api/fixed_time.hpp"
#include "services/employees/accounts.hpp"
#include "services/employees/second_factors.hpp"
#include "services/employees/use_cases.hpp"

namespace resuelve::employees {
namespace {

struct Credentials {
    Email email;
    std::string password;
    std::optional<std::string> totp;
};
BOOST_DESCRIBE_STRUCT(Credentials, (), (email, password, totp))

awaitable<Response> try_sign_in(const Request& request, Service& service) {
    auto body = request.body<Credentials>();
    const auto check_code = [&](Employee employee) {
        return use_code(std::move(employee), body.totp.value_or(""), request, service);
    };
    const auto employee = co_await identify(request, service, body.email, std::move(body.password), check_code);
    const auto way = employee.has_second_factor() ? "password and second factor" : "password";
    co_return co_await start_session(request, service, employee, way);
}

} // namespace

awaitable<Response> sign_in(const Request& request, Service& service) {
    return api::at_fixed_time(service.answer_after, try_sign_in(request, service));
}

awaitable<Response> renew_session(const Request& request, Service& service) {
    const auto fresh = co_await service.sessions.renew(request);
    const auto employee = co_await service.store.find(EmployeeId{fresh.session.subject});
    if (!employee || !employee->is_active()) throw Problem{Problem::session_expired};
    co_return service.sessions.signed_in(request, fresh, actor_of(*employee), "employee", employee_view(*employee));
}

awaitable<Response> sign_out(const Request& request, Service& service) {
    return service.sessions.sign_out(request);
}

awaitable<Response> list_sessions(const Request& request, Service& service) {
    return service.sessions.list(request);
}

awaitable<Response> end_session(const Request& request, Service& service) {
    return service.sessions.end_one(request);
}

} // namespace resuelve::employees
