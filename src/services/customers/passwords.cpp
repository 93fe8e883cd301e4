#include "platform/http/problem.hpp"
#include "services/api/fixed_time.hpp"
#include "services/customers/accounts.hpp"
#include "services/customers/customer_json.hpp"
#include "services/customers/use_cases.hpp"

namespace resuelve::customers {
namespace {

struct PasswordChange {
    std::string current_password;
    std::string new_password;
};
BOOST_DESCRIBE_STRUCT(PasswordChange, (), (current_password, new_password))

struct ResetRequest {
    Email email;
};
BOOST_DESCRIBE_STRUCT(ResetRequest, (), (email))

struct Reset {
    std::string token;
    std::string password;
};
BOOST_DESCRIBE_STRUCT(Reset, (), (token, password))

awaitable<Response> try_change_password(const Request& request, Service& service) {
    auto body = request.body<PasswordChange>();
    auto customer = co_await own_customer(request, service);
    want_good_password("/new_password", body.new_password, customer);
    customer = co_await identify(request, service, customer.email(), std::move(body.current_password));
    const auto hash = co_await service.hasher.hash(body.new_password, PasswordClass::customer);
    const auto edit = [&](Customer& stored) -> Customer::Outcome {
        stored.change_password_hash(hash, false);
        return {};
    };
    or_throw(co_await service.customers.change(customer.id(), edit,
                                               audited_along(request, service, access::Audited::password_changed)));
    co_await service.sessions.end_all(customer.id().value, request.actor().session);
    co_return Response::empty(204);
}

awaitable<Response> take_reset_request(const Request& request, Service& service) {
    const auto body = request.body<ResetRequest>();
    service.link_requests.take(api::source_of(request.http.peer), service.clock.now());
    if (const auto customer = co_await mailable_customer(service, body.email))
        co_await service.customers.send_link(*customer, Purpose::reset_password, request.http.traceparent);
    co_return Response::json(202, boost::json::object{{"detail", "If that e-mail address has an account, a link to "
                                                                 "set a new password is on its way."}})
        .with("cache-control", "no-store");
}

} // namespace

awaitable<Response> change_own_password(const Request& request, Service& service) {
    return api::at_fixed_time(service.answer_after, try_change_password(request, service));
}

awaitable<Response> request_password_reset(const Request& request, Service& service) {
    return api::at_fixed_time(service.answer_after, take_reset_request(request, service));
}

/// Whoever reads the mail owns the address: it is verified by this, and whoever registered it before is out
/// (reliability.md §0.6).
awaitable<Response> confirm_password_reset(const Request& request, Service& service) {
    const auto body = request.body<Reset>();
    service.link_requests.take(api::source_of(request.http.peer), service.clock.now());
    const auto customer = co_await service.customers.follow_link(body.token, Purpose::reset_password);
    if (!customer) throw Problem{Problem::invalid, {}, {{"/token", "expired", "The link was used or is too old"}}};
    want_good_password("/password", body.password, *customer);
    const auto hash = co_await service.hasher.hash(body.password, PasswordClass::customer);
    const auto edit = [&](Customer& stored) -> Customer::Outcome {
        stored.change_password_hash(hash, false);
        stored.verify_email();
        return {};
    };
    auto with = audited_along(request, service, access::Audited::password_reset);
    with.used_link = link_digest(body.token);
    or_throw(co_await service.customers.change(customer->id(), edit, with));
    co_await service.sessions.end_all(customer->id().value, std::nullopt);
    service.sessions.refuse_old_tokens(customer->id().value);
    co_return Response::empty(204);
}

} // namespace resuelve::customers
