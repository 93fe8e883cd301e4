#pragma once

#include "app/wired_service.hpp"
#include "services/intake/intake.hpp"

namespace resuelve::app {

/// The service for customers.
class WiredIntake final : public WiredService {
public:
    explicit WiredIntake(const Shared& shared);

    std::string_view name() const override { return "intake"; }
    Database& database() override { return database_; }
    std::vector<api::Route> routes() override { return intake::routes(intake_); }
    std::vector<events::Subscription> subscriptions() override { return intake::subscriptions(intake_); }

private:
    IncidentsDatabase& database_;
    KeyRing token_keys_; ///< of sessions from mailed links
    KeyRing receipt_keys_;
    access::TokenIssuer tokens_;
    api::Receipts receipts_;
    intake::Intake intake_;
};

} // namespace resuelve::app
