#include "platform/http/problem.hpp"
#include "platform/json/enum_names.hpp"
#include "services/api/filed_claim.hpp"
#include "services/api/fixed_time.hpp"
#include "services/api/preconditions.hpp"
#include "services/employees/accounts.hpp"
#include "services/employees/use_cases.hpp"

namespace resuelve::employees {
namespace {

struct OwnChange {
    std::optional<json::Line<1, limits::name>> first_name;
    std::optional<json::Line<0, limits::name>> last_name;
    std::optional<api::Language> language;
};
BOOST_DESCRIBE_STRUCT(OwnChange, (), (first_name, last_name, language))

struct PasswordChange {
    std::string current_password;
    std::string new_password;
};
BOOST_DESCRIBE_STRUCT(PasswordChange, (), (current_password, new_password))

awaitable<Response> try_change_password(const Request& request, Service& service) {
    auto body = request.body<PasswordChange>();
    auto employee = co_await own_employee(request, service);
    want_good_password("/new_password", body.new_password, employee);
    employee = co_await identify(request, service, employee.email, std::move(body.current_password));
    const auto hash = co_await service.hasher.hash(body.new_password, PasswordClass::employee);
    Along along{.audit = {audited(request, service, access::Audited::password_changed, employee.id)}};
    co_await change(
        std::move(employee), event_type::updated, request, service,
        [&](Employee& stored) { stored.set_password(hash); }, std::move(along));
    co_await service.sessions.end_all(request.actor().id, request.actor().session);
    co_return Response::empty(204);
}

} // namespace

awaitable<Response> get_own_employee(const Request& request, Service& service) {
    const auto employee = co_await own_employee(request, service);
    if (api::has_already(request, employee.version))
        co_return Response::empty(304).with("etag", api::etag(employee.version));
    co_return employee_answer(employee).to_response();
}

awaitable<Response> change_own_employee(const Request& request, Service& service) {
    const auto if_match = api::IfMatch::required(request);
    const auto wanted = request.body<OwnChange>();
    const auto employee = co_await own_employee(request, service);
    if_match.check(employee.version);
    const auto changed = co_await change(employee, event_type::updated, request, service, [&](Employee& stored) {
        if (wanted.first_name) stored.first_name = wanted.first_name->value;
        if (wanted.last_name) stored.last_name = wanted.last_name->value;
        if (wanted.language) stored.language = json::enum_name(*wanted.language);
    });
    co_return employee_answer(changed).to_response();
}

awaitable<Response> change_own_password(const Request& request, Service& service) {
    return api::at_fixed_time(service.answer_after, try_change_password(request, service));
}

} // namespace resuelve::employees
