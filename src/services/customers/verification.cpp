#include "platform/http/problem.hpp"
#include "services/api/fixed_time.hpp"
#include "services/api/message_body.hpp"
#include "services/customers/accounts.hpp"
#include "services/customers/customer_json.hpp"
#include "services/customers/use_cases.hpp"

namespace resuelve::customers {
namespace {

struct Verification {
    std::string token;
    std::optional<std::string> password;
};
BOOST_DESCRIBE_STRUCT(Verification, (), (token, password))

awaitable<Response> try_verify(const Request& request, Service& service) {
    auto body = request.body<Verification>();
    service.link_requests.take(api::source_of(request.http.peer), service.clock.now());
    const auto customer = co_await service.customers.follow_link(body.token, Purpose::verify_email);
    if (!customer) throw Problem{Problem::invalid, {}, {{"/token", "expired", "The link was used or is too old"}}};
    co_await want_account(request, service, *customer, std::move(body.password));
    const auto edit = [](Customer& stored) -> Customer::Outcome {
        stored.verify_email();
        return {};
    };
    auto with = along(request);
    with.used_link = link_digest(body.token);
    co_return own_answer(or_throw(co_await service.customers.change(customer->id(), edit, with))).to_response();
}

} // namespace

awaitable<Response> verify_email(const Request& request, Service& service) {
    return api::at_fixed_time(service.answer_after, try_verify(request, service));
}

awaitable<Response> request_verification(const Request& request, Service& service) {
    api::body_or_nothing<api::Nothing>(request);
    const auto customer = co_await own_customer(request, service);
    if (customer.email_verified()) throw Problem{Problem::conflict, "The e-mail address is verified already."};
    service.link_mails.take(customer.id().to_string(), service.clock.now());
    co_await service.customers.send_link(customer, Purpose::verify_email, request.http.traceparent);
    co_return Response::json(202, boost::json::object{{"detail", "A link is on its way."}});
}

} // namespace resuelve::customers
