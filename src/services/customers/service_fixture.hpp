#pragma once

#include "adapters/memory/api_token_store.hpp"
#include "adapters/memory/customer_store.hpp"
#include "adapters/memory/session_store.hpp"
#include "services/api/authentication.hpp"
#include "services/customers/service.hpp"
#include "tests/support/api_caller.hpp"
#include "tests/support/temporary_directory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::customers {

/// The customers service on stores in memory, reached through its routes.
class ServiceFixture : public testing::Test {
protected:
    using Answered = testing_support::Answered;
    using Fields = testing_support::ApiCaller::Fields;

    static Fields bearer(const std::string& token) { return {{"authorization", "Bearer " + token}}; }

    static std::string registration(std::string_view email, std::string_view password = "caballo correcto pila") {
        return fmt::format(R"({{"email":"{}","password":"{}","first_name":"Ana","last_name":"Ruiz"}})", email,
                           password);
    }
    static std::string credentials(std::string_view email, std::string_view password = "caballo correcto pila") {
        return fmt::format(R"({{"email":"{}","password":"{}"}})", email, password);
    }

    Answered register_customer(std::string_view email) { return api.post("/api/v1/customers", registration(email)); }
    Answered sign_in(std::string_view email, std::string_view password = "caballo correcto pila") {
        return api.post("/api/v1/customers/sessions", credentials(email, password));
    }
    /// Registers and signs in; the access token.
    std::string token_of(std::string_view email) {
        register_customer(email);
        return sign_in(email).at("token");
    }
    /// An access token of the employees service.
    std::string employee_token(access::Role role = access::Role::agent) {
        const access::TokenIssuer employees{"employees", SigningKey{employee_keys.newest()}};
        return employees
            .issue({.role = role, .id = Uuid::v7(clock.now(), random), .name = "Marta", .signed_in_at = clock.now()},
                   clock.now())
            .token;
    }
    /// A stored API token.
    std::string make_token(std::vector<std::string> scopes) {
        const auto token = access::make_api_token(random);
        run(token_store.put({.id = access::ApiTokenId::make(clock.now(), random),
                             .name = "Almacén",
                             .digest = *access::api_token_digest(token),
                             .scopes = std::move(scopes),
                             .created_at = clock.now(),
                             .expires_at = clock.now() + std::chrono::days{1}},
                            {}));
        return token;
    }
    /// The newest mailed token of a purpose.
    std::string mailed_token(std::string_view purpose) const {
        std::string token;
        for (const auto& event : store.events())
            if (event.type == "customer.link_requested" && event.data.at("purpose").as_string() == purpose)
                token = std::string_view{event.data.at("token").as_string()};
        return token;
    }
    std::size_t count(std::string_view type) const {
        return static_cast<std::size_t>(
            std::ranges::count_if(store.events(), [&](const auto& event) { return event.type == type; }));
    }

    testing_support::TemporaryDirectory directory;
    ManualClock clock{Instant{std::chrono::milliseconds{1'764'000'000'000}}};
    SeededRandom random{23};
    memory::AuditLog audit;
    memory::ApiTokenStore known_tokens;
    memory::CustomerStore store{{}, &audit};
    memory::SessionStore session_store{&audit};
    memory::ApiTokenStore token_store;
    KeyRing signing_keys{directory / "signing", "signing", clock.now(), random};
    KeyRing employee_keys{directory / "employees", "employees", clock.now(), random};
    KeyRing session_keys{directory / "sessions", "sessions", clock.now(), random};
    access::TokenIssuer issuer{"customers", SigningKey{signing_keys.newest()}};
    access::TokenVerifier verifier{{public_keys(signing_keys), public_keys(employee_keys)}, {"customers"}};
    api::Sessions sessions{
        {access::SessionKind::customer, session_store, session_keys, issuer, verifier, clock, random}};
    PasswordHasher hasher{PasswordCosts::for_tests()};
    access::SignInThrottle throttle{clock};
    Customers customers{store, clock, random};
    DataRequests data_requests{store, clock, random};
    api::PasskeyCeremonies passkeys{
        {access::SessionKind::customer, {"tienda.es", "https://tienda.es"}, session_keys, clock, random}};
    Service service{.store = store,
                    .customers = customers,
                    .data_requests = data_requests,
                    .sessions = sessions,
                    .hasher = hasher,
                    .throttle = throttle,
                    .keys = session_keys,
                    .passkeys = passkeys,
                    .audit = audit,
                    .known_tokens = known_tokens,
                    .clock = clock,
                    .answer_after = std::chrono::milliseconds{0}};
    api::TokenAuthenticator authenticator{verifier, &token_store, clock};
    testing_support::ApiCaller api{routes(service), authenticator, clock};
};

} // namespace resuelve::customers
