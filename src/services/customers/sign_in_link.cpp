#include "platform/http/problem.hpp"
#include "services/api/fixed_time.hpp"
#include "services/customers/accounts.hpp"
#include "services/customers/customer_json.hpp"
#include "services/customers/use_cases.hpp"

namespace resuelve::customers {
namespace {

struct LinkRequest {
    Email email;
};
BOOST_DESCRIBE_STRUCT(LinkRequest, (), (email))

struct FollowedLink {
    std::string token;
};
BOOST_DESCRIBE_STRUCT(FollowedLink, (), (token))

awaitable<Response> take_request(const Request& request, Service& service) {
    const auto body = request.body<LinkRequest>();
    service.link_requests.take(api::source_of(request.http.peer), service.clock.now());
    if (const auto customer = co_await mailable_customer(service, body.email))
        co_await service.customers.send_sign_in(*customer, request.http.traceparent);
    co_return Response::json(202, boost::json::object{{"detail", "If that e-mail address has an account, a link to "
                                                                 "sign in is on its way."}})
        .with("cache-control", "no-store");
}

[[noreturn]] void refuse_link() {
    throw Problem{Problem::invalid, {}, {{"/token", "expired", "The link was used or is too old"}}};
}

/// Whom the link signs in. One that went to an address which the customer has changed meanwhile is good for nothing.
awaitable<Customer> follow(const std::string& token, Service& service) {
    auto customer = co_await service.customers.follow_link(token, Purpose::sign_in);
    if (!customer || email_in(token) != customer->email()) refuse_link();
    co_return std::move(*customer);
}

/// Whoever follows the link reads the mail, so the address is verified. The password, the sessions and the wanted
/// address of an account whose address nobody proved may be somebody else's, who registered it to inherit the owner's
/// claims (reliability.md §0.6): they end, unless this browser has signed in to the account with the password before.
awaitable<Customer> verify_reader(const Request& request, Service& service, Customer customer,
                                  const std::string& token) {
    auto with = along(request);
    with.used_link = link_digest(token);
    const bool keeps_password =
        !customer.password_hash() || service.sessions.is_known_device(request, customer.email().key());
    if (!keeps_password) {
        with.ended_link = Purpose::change_email;
        with.audit.push_back(api::audited_by(actor_of(customer), request, service.clock.now(),
                                             access::Audited::password_changed, {}, "forgotten, set by nobody known"));
    }
    const auto edit = [&](Customer& stored) -> Customer::Outcome {
        if (!keeps_password) stored.forget_password();
        stored.verify_email();
        return {};
    };
    auto verified = or_throw(co_await service.customers.change(customer.id(), edit, with));
    if (!keeps_password) {
        co_await service.sessions.end_all(verified.id().value, std::nullopt);
        service.sessions.refuse_old_tokens(verified.id().value);
    }
    co_return verified;
}

/// Of two who follow the same link at once the later one is refused like who follows it again.
awaitable<Customer> use_up(const Request& request, Service& service, Customer customer, const std::string& token) {
    try {
        if (!customer.email_verified()) co_return co_await verify_reader(request, service, std::move(customer), token);
        co_await service.customers.use_link(token);
        co_return customer;
    } catch (const Problem& problem) {
        if (problem.code() != Problem::not_found) throw;
    }
    refuse_link();
}

awaitable<Response> sign_in_by_link(const Request& request, Service& service) {
    const auto body = request.body<FollowedLink>();
    service.link_requests.take(api::source_of(request.http.peer), service.clock.now());
    const auto customer = co_await use_up(request, service, co_await follow(body.token, service), body.token);
    co_return co_await start_session(request, service, customer, "link");
}

} // namespace

awaitable<Response> request_sign_in_link(const Request& request, Service& service) {
    return api::at_fixed_time(service.answer_after, take_request(request, service));
}

awaitable<Response> confirm_sign_in_link(const Request& request, Service& service) {
    return api::at_fixed_time(service.answer_after, sign_in_by_link(request, service));
}

} // namespace resuelve::customers
