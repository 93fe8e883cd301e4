#pragma once

#include "adapters/memory/api_token_store.hpp"
#include "adapters/memory/employee_store.hpp"
#include "adapters/memory/kept_store.hpp"
#include "adapters/memory/session_store.hpp"
#include "platform/crypto/totp.hpp"
#include "services/api/authentication.hpp"
#include "services/employees/service.hpp"
#include "tests/support/api_caller.hpp"
#include "tests/support/temporary_directory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::employees {

/// Can refuse one commit, as if somebody else had changed the employee at the same moment, and overlook one answer.
class ChangingStore final : public memory::EmployeeStore {
public:
    using memory::EmployeeStore::commit;
    using memory::EmployeeStore::EmployeeStore;
    awaitable<void> commit(Change change) override {
        if (std::exchange(interfere, false)) throw Problem{Problem::stale_version};
        co_await memory::EmployeeStore::commit(std::move(change));
    }
    awaitable<std::optional<http::RecordedAnswer>> recorded_answer(std::string key) override {
        if (std::exchange(forget_once, false)) co_return std::nullopt;
        co_return co_await memory::EmployeeStore::recorded_answer(std::move(key));
    }
    bool interfere = false;
    bool forget_once = false;
};

/// The employees service on stores in memory, reached through its routes, with one administrator who is signed in.
class ServiceFixture : public testing::Test {
protected:
    using Answered = testing_support::Answered;
    using Fields = testing_support::ApiCaller::Fields;
    using Method = http::Method;

    static constexpr std::string_view password = "caballo correcto pila";

    ServiceFixture() {
        run(ensure_first_administrator(service, *Email::parse("root@tienda.es"), std::string{password}));
        admin = sign_in("root@tienda.es").at("token");
    }

    static Fields bearer(const std::string& token) { return {{"authorization", "Bearer " + token}}; }
    static Fields with(Fields fields, std::string_view name, std::string value) {
        fields.emplace_back(name, std::move(value));
        return fields;
    }

    Answered sign_in(std::string_view email, std::string_view with_password = password, std::string_view code = {}) {
        const auto totp = code.empty() ? std::string{} : fmt::format(R"(,"totp":"{}")", code);
        return api.post("/api/v1/employees/sessions",
                        fmt::format(R"({{"email":"{}","password":"{}"{}}})", email, with_password, totp));
    }
    Answered register_employee(std::string_view email, std::string_view role = "agent", std::string_view more = {}) {
        return api.post(
            "/api/v1/employees",
            fmt::format(R"({{"email":"{}","first_name":"Marta","last_name":"Ruiz","role":"{}"{}}})", email, role, more),
            bearer(admin));
    }
    /// Registers with the password of all, and signs in; the access token.
    std::string token_of(std::string_view email, std::string_view role = "agent") {
        register_employee(email, role, fmt::format(R"(,"password":"{}")", password));
        return sign_in(email).at("token");
    }
    std::string id_of(std::string_view email) { return run(store.find(*Email::parse(email)))->id.to_string(); }
    std::string mailed_token(std::string_view purpose) const {
        std::string token;
        for (const auto& event : store.events())
            if (event.type == "employee.link_requested" && event.data.at("purpose").as_string() == purpose)
                token = std::string_view{event.data.at("token").as_string()};
        return token;
    }
    std::size_t count(std::string_view type) const {
        return static_cast<std::size_t>(
            std::ranges::count_if(store.events(), [&](const auto& event) { return event.type == type; }));
    }

    testing_support::TemporaryDirectory directory;
    ManualClock clock{Instant{std::chrono::milliseconds{1'764'000'000'000}}};
    SeededRandom random{29};
    memory::AuditLog audit;
    ChangingStore store{{}, &audit};
    memory::SessionStore session_store{&audit};
    memory::ApiTokenStore token_store{&audit};
    memory::KeptStore kept_store{&audit};
    KeyRing signing_keys{directory / "signing", "signing", clock.now(), random};
    KeyRing session_keys{directory / "sessions", "sessions", clock.now(), random};
    SealedBox box{KeyRing{directory / "totp", "totp", clock.now(), random}};
    access::TokenIssuer issuer{"employees", SigningKey{signing_keys.newest()}};
    access::TokenVerifier verifier{{{}, public_keys(signing_keys)}, {"employees"}};
    api::Sessions sessions{
        {access::SessionKind::employee, session_store, session_keys, issuer, verifier, clock, random}};
    PasswordHasher hasher{PasswordCosts::for_tests()};
    access::SignInThrottle throttle{clock};
    api::PasskeyCeremonies passkeys{
        {access::SessionKind::employee, {"tienda.es", "https://tienda.es"}, session_keys, clock, random}};
    Service service{.store = store,
                    .tokens = token_store,
                    .kept = kept_store,
                    .sessions = sessions,
                    .hasher = hasher,
                    .throttle = throttle,
                    .box = box,
                    .keys = session_keys,
                    .passkeys = passkeys,
                    .audit = audit,
                    .clock = clock,
                    .random = random,
                    .answer_after = std::chrono::milliseconds{0}};
    api::TokenAuthenticator authenticator{verifier, &token_store, clock};
    testing_support::ApiCaller api{routes(service), authenticator, clock};
    std::string admin; ///< an access token
};

} // namespace resuelve::employees
