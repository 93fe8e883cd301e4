#include "platform/http/problem.hpp"
#include "services/api/cookies.hpp"
#include "services/api/fixed_time.hpp"
#include "services/customers/accounts.hpp"
#include "services/customers/use_cases.hpp"

namespace resuelve::customers {
namespace {

struct Erasure {
    std::string password;
};
BOOST_DESCRIBE_STRUCT(Erasure, (), (password))

awaitable<Response> erase(const Request& request, Service& service) {
    const auto id = request.actor().customer_id();
    co_await service.customers.remove(id, audited_along(request, service, access::Audited::customer_erased));
    co_await service.sessions.end_all(id.value, std::nullopt);
    service.sessions.refuse_old_tokens(id.value);
    auto response = Response::empty(204);
    api::clear_session_cookies(response, request.http, access::SessionKind::customer);
    co_return response;
}

awaitable<Response> check_and_erase(const Request& request, Service& service) {
    auto body = request.body<Erasure>();
    const auto customer = co_await own_customer(request, service);
    co_await identify(request, service, customer.email(), std::move(body.password));
    co_return co_await erase(request, service);
}

} // namespace

awaitable<Response> erase_own_customer(const Request& request, Service& service) {
    api::want_recent_sign_in(request, service.clock.now());
    co_await own_customer(request, service);
    co_return co_await erase(request, service);
}

awaitable<Response> erase_with_password(const Request& request, Service& service) {
    return api::at_fixed_time(service.answer_after, check_and_erase(request, service));
}

} // namespace resuelve::customers
