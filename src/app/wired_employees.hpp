#pragma once

#include "app/wired_service.hpp"
#include "platform/crypto/sealed_box.hpp"
#include "services/employees/service.hpp"

namespace resuelve::app {

/// The employees service.
class WiredEmployees final : public WiredService {
public:
    explicit WiredEmployees(const Shared& shared);

    std::string_view name() const override { return "employees"; }
    Database& database() override { return database_; }
    std::vector<api::Route> routes() override { return employees::routes(service_); }
    awaitable<void> tidy_up(Instant now) override;

    employees::Service& service() { return service_; }

private:
    EmployeesDatabase& database_;
    KeyRing token_keys_;
    KeyRing session_keys_; ///< derive refresh tokens
    SealedBox factor_box_; ///< seals the seeds of second factors
    access::TokenIssuer tokens_;
    access::SignInThrottle throttle_;
    api::Sessions sessions_;
    api::PasskeyCeremonies passkeys_;
    employees::Service service_;
};

} // namespace resuelve::app
