#include "platform/http/problem.hpp"
#include "services/api/fixed_time.hpp"
#include "services/customers/accounts.hpp"
#include "services/customers/customer_json.hpp"
#include "services/customers/use_cases.hpp"

namespace resuelve::customers {
namespace {

struct WantedEmail {
    Email email;
    std::string password;
};
BOOST_DESCRIBE_STRUCT(WantedEmail, (), (email, password))

struct Confirmation {
    std::string token;
    std::optional<std::string> password;
};
BOOST_DESCRIBE_STRUCT(Confirmation, (), (token, password))

/// Says nothing of whether somebody else has the address.
awaitable<Response> try_request(const Request& request, Service& service) {
    auto body = request.body<WantedEmail>();
    auto customer = co_await own_customer(request, service);
    customer = co_await identify(request, service, customer.email(), std::move(body.password));
    if (body.email == customer.email()) throw Problem{Problem::conflict, "That is the address already."};
    service.link_mails.take(customer.id().to_string(), service.clock.now());
    if (!co_await service.customers.find(body.email))
        co_await service.customers.send_email_change(customer, body.email, request.http.traceparent);
    co_return Response::json(202, boost::json::object{{"detail", "If nobody has that e-mail address here, a link to "
                                                                 "confirm it is on its way there."}})
        .with("cache-control", "no-store");
}

/// Whoever follows the link reads the new address's mail, and has the account: see want_account().
awaitable<Response> try_confirm(const Request& request, Service& service) {
    auto body = request.body<Confirmation>();
    service.link_requests.take(api::source_of(request.http.peer), service.clock.now());
    const auto customer = co_await service.customers.follow_link(body.token, Purpose::change_email);
    const auto email = email_in(body.token);
    if (!customer || !email)
        throw Problem{Problem::invalid, {}, {{"/token", "expired", "The link was used or is too old"}}};
    co_await want_account(request, service, *customer, std::move(body.password));
    const auto edit = [&](Customer& stored) -> Customer::Outcome {
        stored.change_email(*email);
        stored.verify_email();
        return {};
    };
    auto with = audited_along(request, service, access::Audited::email_changed);
    with.used_link = link_digest(body.token);
    with.ended_link = Purpose::reset_password; // it went to the old address
    const auto changed = or_throw(co_await service.customers.change(customer->id(), edit, with));
    const bool has_session = request.actor().role == access::Role::customer;
    co_await service.sessions.end_all(changed.id().value,
                                      has_session ? std::optional{request.actor().session} : std::nullopt);
    co_return own_answer(changed).to_response();
}

} // namespace

awaitable<Response> request_email_change(const Request& request, Service& service) {
    return api::at_fixed_time(service.answer_after, try_request(request, service));
}

awaitable<Response> confirm_email_change(const Request& request, Service& service) {
    return api::at_fixed_time(service.answer_after, try_confirm(request, service));
}

} // namespace resuelve::customers
