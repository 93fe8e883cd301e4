#include "services/customers/accounts.hpp"

#include "domain/access/password_rules.hpp"
#include "platform/http/problem.hpp"
#include "services/customers/customer_json.hpp"

namespace resuelve::customers {

awaitable<Customer> own_customer(const api::Request& request, Service& service) {
    auto customer = co_await service.customers.find(request.actor().customer_id());
    if (!customer || !customer->is_active()) throw Problem{Problem::session_expired};
    co_return std::move(*customer);
}

access::Actor actor_of(const Customer& customer) {
    return {.role = access::Role::customer,
            .id = customer.id().value,
            .name = customer.display_name(),
            .email_verified = customer.email_verified()};
}

void want_good_password(std::string_view field, std::string_view password, const Customer& customer) {
    const std::array<std::string, 4> names{customer.first_name(), customer.last_name(), customer.email().key(),
                                           "resuelve"};
    const auto fault = access::password_fault(password, {.kind = PasswordClass::customer, .names = names});
    if (fault)
        throw Problem{
            Problem::invalid,
            {},
            {{std::string{field}, std::string{access::code_of(*fault)}, std::string{access::detail_of(*fault)}}}};
}

awaitable<Customer> identify(const api::Request& request, Service& service, Email email, std::string password) {
    const bool known_device = service.sessions.is_known_device(request, email.key());
    if (const auto wait = service.throttle.attempt(email.key(), request.http.peer, known_device))
        throw Problem{Problem::too_many_requests}.retry_after(*wait);
    auto customer = co_await service.customers.find(email);
    const auto stored = customer ? customer->password_hash().value_or("") : std::string{};
    const auto check = co_await service.hasher.verify(stored, password, PasswordClass::customer);
    if (!customer || !check.right) {
        co_await audit_failure(request, service, customer, "password");
        throw Problem{Problem::wrong_credentials};
    }
    service.throttle.succeeded(email.key(), request.http.peer);
    if (!check.needs_rehash) co_return std::move(*customer);
    auto hash = co_await service.hasher.hash(password, PasswordClass::customer);
    const bool weak = customer->weak_password();
    const auto edit = [&](Customer& stored_now) -> Customer::Outcome {
        stored_now.change_password_hash(hash, weak);
        return {};
    };
    co_return (co_await service.customers.change(customer->id(), edit, along(request))).value();
}

awaitable<void> want_account(const api::Request& request, Service& service, const Customer& customer,
                             std::optional<std::string> password) {
    const auto& actor = request.actor();
    if (actor.role == access::Role::customer && !actor.only_incident && actor.customer_id() == customer.id()) co_return;
    if (!password) throw Problem{Problem::unauthenticated, "Sign in to the account, or send its password as well."};
    co_await identify(request, service, customer.email(), std::move(*password));
}

awaitable<std::optional<Customer>> mailable_customer(Service& service, Email email) {
    auto customer = co_await service.customers.find(std::move(email));
    if (!customer) co_return std::nullopt;
    try {
        service.link_mails.take(customer->id().to_string(), service.clock.now());
    } catch (const Problem&) {
        co_return std::nullopt;
    }
    co_return customer;
}

awaitable<api::Response> start_session(const api::Request& request, Service& service, const Customer& customer,
                                       std::string way) {
    const auto fresh = co_await service.sessions.start(actor_of(customer), request, std::move(way));
    auto response = service.sessions.signed_in(request, fresh, actor_of(customer), "customer", own_view(customer));
    service.sessions.remember_device(request, customer.email().key(), response);
    co_return response;
}

Customers::Along along(const api::Request& request) {
    return {.traceparent = request.http.traceparent};
}

Customers::Along audited_along(const api::Request& request, const Service& service, access::Audited act,
                               std::string detail) {
    auto with = along(request);
    with.audit.push_back(api::audited(request, service.clock.now(), act, {}, std::move(detail)));
    return with;
}

awaitable<void> audit_failure(const api::Request& request, Service& service, const std::optional<Customer>& customer,
                              std::string way) {
    const auto subject = customer ? std::optional{customer->id().value} : std::nullopt;
    co_await service.audit.append(
        {api::audited(request, service.clock.now(), access::Audited::sign_in_failed, subject, std::move(way))});
}

} // namespace resuelve::customers
