#pragma once

#include "adapters/files/mail_folder.hpp"
#include "app/wired_service.hpp"
#include "services/notifications/sender.hpp"
#include "services/notifications/service.hpp"

namespace resuelve::app {

/// The notifications service with its mailer.
class WiredNotifications final : public WiredService {
public:
    explicit WiredNotifications(const Shared& shared);

    std::string_view name() const override { return "notifications"; }
    Database& database() override { return database_; }
    std::vector<api::Route> routes() override { return notifications::routes(notifications_); }
    std::vector<events::Subscription> subscriptions() override { return notifications::subscriptions(notifications_); }
    std::vector<BackgroundWork> background() override;
    void watch(Metrics& metrics) override;

private:
    NotificationsDatabase& database_;
    notifications::Notifications notifications_;
    files::MailFolder mail_;
    notifications::Sender sender_;
};

} // namespace resuelve::app
