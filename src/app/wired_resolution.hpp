#pragma once

#include "app/wired_service.hpp"
#include "services/resolution/resolution.hpp"

namespace resuelve::app {

/// The service for employees, with the system's clocks.
class WiredResolution final : public WiredService {
public:
    explicit WiredResolution(const Shared& shared);

    std::string_view name() const override { return "resolution"; }
    Database& database() override { return database_; }
    std::vector<api::Route> routes() override { return resolution::routes(resolution_); }
    std::vector<events::Subscription> subscriptions() override { return resolution::subscriptions(resolution_); }
    std::vector<BackgroundWork> background() override;

private:
    IncidentsDatabase& database_;
    KeyRing receipt_keys_;
    api::Receipts receipts_;
    resolution::Resolution resolution_;
};

} // namespace resuelve::app
