#include "platform/http/problem.hpp"
#include "services/api/known_tokens.hpp"
#include "services/customers/service.hpp"

namespace resuelve::customers {
namespace {

std::string_view text_in(const boost::json::object& data, std::string_view name) {
    const auto* value = data.if_contains(name);
    return value && value->is_string() ? std::string_view{value->get_string()} : std::string_view{};
}

/// Somebody without an account filed a claim: they get one without a password and unverified, so that the address's
/// owner can claim it by a reset. The event may come twice, and the account may be older than the claim.
awaitable<void> register_claimant(const events::Event& event, Service& service) {
    const auto* contact = event.data.if_contains("contact");
    const auto* owner = event.data.if_contains("customer_id");
    if (!contact || !contact->is_object() || (owner && !owner->is_null())) co_return;
    const auto email = Email::parse(text_in(contact->get_object(), "email"));
    if (!email || co_await service.customers.find(*email)) co_return;
    const auto edit = [&](Customer& customer) -> Customer::Outcome {
        if (const auto language = text_in(event.data, "language"); is_language(language))
            if (auto done = customer.change_language(language); !done) return done;
        return customer.change_first_name(text_in(contact->get_object(), "name"));
    };
    try {
        if (auto added = co_await service.customers.add(*email, edit, {.traceparent = event.traceparent}); !added)
            throw std::invalid_argument{"a claimant's " + added.error().field + ": " + added.error().detail};
    } catch (const Problem& problem) {
        if (problem.code() != Problem::email_taken) throw; // registered meanwhile
    }
}

} // namespace

std::vector<events::Subscription> subscriptions(Service& service) {
    const auto handle = [&service](const events::Event& event) {
        return api::tells_of_api_token(event) ? api::remember_api_token(event, service.known_tokens)
                                              : register_claimant(event, service);
    };
    return {{.consumer = "customers", .types = {"incident.registered", "api_token.*"}, .handle = handle}};
}

} // namespace resuelve::customers
