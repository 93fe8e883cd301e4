#include "platform/http/problem.hpp"
#include "services/api/fixed_time.hpp"
#include "services/customers/accounts.hpp"
#include "services/customers/customer_json.hpp"
#include "services/customers/use_cases.hpp"

namespace resuelve::customers {
namespace {

struct Credentials {
    Email email;
    std::string password;
};
BOOST_DESCRIBE_STRUCT(Credentials, (), (email, password))

awaitable<Response> try_sign_in(const Request& request, Service& service) {
    auto body = request.body<Credentials>();
    const auto customer = co_await identify(request, service, body.email, std::move(body.password));
    co_return co_await start_session(request, service, customer, "password");
}

} // namespace

awaitable<Response> sign_in(const Request& request, Service& service) {
    return api::at_fixed_time(service.answer_after, try_sign_in(request, service));
}

awaitable<Response> renew_session(const Request& request, Service& service) {
    const auto fresh = co_await service.sessions.renew(request);
    const auto customer = co_await service.customers.find(CustomerId{fresh.session.subject});
    if (!customer || !customer->is_active()) throw Problem{Problem::session_expired};
    co_return service.sessions.signed_in(request, fresh, actor_of(*customer), "customer", own_view(*customer));
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

} // namespace resuelve::customers
