#include "platform/http/problem.hpp"
#include "services/api/fixed_time.hpp"
#include "services/customers/accounts.hpp"
#include "services/customers/customer_json.hpp"
#include "services/customers/use_cases.hpp"

namespace resuelve::customers {
namespace {

/// The customer, with the passkey's answer kept; nothing if it is not right. It is looked at again each time that the
/// customer changes meanwhile, so that of two who bring the same answer one is refused.
awaitable<std::optional<Customer>> answered(const Request& request, Service& service, const Customer& customer,
                                            const api::PasskeyAnswer& answer) {
    const auto edit = [&](Customer& stored) -> Customer::Outcome {
        auto passkeys = service.passkeys.after(answer, stored.passkeys());
        if (!passkeys) return std::unexpected{Refusal{"signature", "wrong", "It is not the passkey's"}};
        stored.change_passkeys(std::move(*passkeys));
        return {};
    };
    auto changed = co_await service.customers.change(customer.id(), edit, along(request));
    co_return changed ? std::optional{std::move(*changed)} : std::nullopt;
}

awaitable<Response> try_sign_in_by_passkey(const Request& request, Service& service) {
    const auto answer = request.body<api::PasskeyAnswer>();
    const auto id = answer.person();
    auto customer = id ? co_await service.customers.find(CustomerId{*id}) : std::nullopt;
    if (customer && !customer->is_active()) customer.reset();
    const auto account = "passkey:" + (id ? id->to_string() : std::string{});
    const bool known_device = customer && service.sessions.is_known_device(request, customer->email().key());
    if (const auto wait = service.throttle.attempt(account, request.http.peer, known_device))
        throw Problem{Problem::too_many_requests}.retry_after(*wait);
    const auto signed_in = customer ? co_await answered(request, service, *customer, answer) : std::nullopt;
    if (!signed_in) {
        co_await audit_failure(request, service, customer, "passkey");
        throw Problem{Problem::wrong_credentials};
    }
    service.throttle.succeeded(account, request.http.peer);
    co_return co_await start_session(request, service, *signed_in, "passkey");
}

} // namespace

awaitable<Response> challenge_passkey(const Request&, Service& service) {
    co_return service.passkeys.challenge();
}

awaitable<Response> sign_in_by_passkey(const Request& request, Service& service) {
    return api::at_fixed_time(service.answer_after, try_sign_in_by_passkey(request, service));
}

awaitable<Response> list_passkeys(const Request& request, Service& service) {
    co_return api::passkey_list((co_await own_customer(request, service)).passkeys());
}

/// Of an address that nobody proved the account may be somebody else's, who registered it to inherit the owner's claims
/// (reliability.md §0.6): a passkey would stay when the owner comes.
awaitable<Response> challenge_new_passkey(const Request& request, Service& service) {
    api::want_recent_sign_in(request, service.clock.now());
    const auto customer = co_await own_customer(request, service);
    if (!customer.email_verified()) throw Problem{Problem::conflict, "Verify your e-mail address first."};
    co_return service.passkeys.enrolment({customer.id().value, customer.email().text(), customer.display_name()},
                                         customer.passkeys());
}

awaitable<Response> add_passkey(const Request& request, Service& service) {
    auto customer = co_await own_customer(request, service);
    const auto passkey = service.passkeys.brought(request, customer.id().value, customer.passkeys());
    service.passkey_changes.take(customer.id().to_string(), service.clock.now());
    const auto edit = [&](Customer& stored) -> Customer::Outcome {
        auto passkeys = stored.passkeys();
        passkeys.push_back(passkey);
        stored.change_passkeys(std::move(passkeys));
        return {};
    };
    or_throw(co_await service.customers.change(std::move(customer), edit,
                                               audited_along(request, service, access::Audited::passkey_added)));
    co_return Response::json(201, api::passkey_view(passkey)).with("location", "/api/v1/customers/me/passkeys");
}

awaitable<Response> remove_passkey(const Request& request, Service& service) {
    api::want_recent_sign_in(request, service.clock.now());
    auto customer = co_await own_customer(request, service);
    const auto left = api::without_named(request, customer.passkeys());
    service.passkey_changes.take(customer.id().to_string(), service.clock.now());
    const auto edit = [&](Customer& stored) -> Customer::Outcome {
        stored.change_passkeys(left);
        return {};
    };
    or_throw(co_await service.customers.change(std::move(customer), edit,
                                               audited_along(request, service, access::Audited::passkey_removed)));
    co_return Response::empty(204);
}

} // namespace resuelve::customers
