#pragma once

#include "app/wired_service.hpp"
#include "domain/customers/customers.hpp"
#include "services/customers/service.hpp"

namespace resuelve::app {

/// The customers service.
class WiredCustomers final : public WiredService {
public:
    explicit WiredCustomers(const Shared& shared);

    std::string_view name() const override { return "customers"; }
    Database& database() override { return database_; }
    std::vector<api::Route> routes() override { return customers::routes(service_); }
    std::vector<events::Subscription> subscriptions() override { return customers::subscriptions(service_); }
    awaitable<void> tidy_up(Instant now) override;

    customers::Service& service() { return service_; }
    customers::Customers& directory() { return directory_; }

private:
    CustomersDatabase& database_;
    KeyRing token_keys_;
    KeyRing session_keys_; ///< derive refresh tokens
    access::TokenIssuer tokens_;
    access::SignInThrottle throttle_;
    api::Sessions sessions_;
    customers::Customers directory_;
    customers::DataRequests data_requests_;
    api::PasskeyCeremonies passkeys_;
    customers::Service service_;
};

} // namespace resuelve::app
