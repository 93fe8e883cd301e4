#pragma once

#include "adapters/mongodb/outbox.hpp"
#include "domain/notifications/notification_store.hpp"

namespace resuelve::mongodb {

/// The commands that the store needs in a migration.
std::string notifications_commands();

/// Notifications and the people that they go to, a document each.
class NotificationStore final : public notifications::NotificationStore {
public:
    /// Both outlive the store; the outbox is that of the collection "notifications".
    NotificationStore(Database& database, Outbox& outbox) : database_{database}, outbox_{outbox} {}

    awaitable<void> keep(notifications::Person person) override;
    awaitable<std::optional<notifications::Person>> find_person(Uuid id) override;
    awaitable<std::vector<notifications::Person>> supervisors() override;
    awaitable<std::vector<notifications::Person>> employees_at(std::string address) override;
    awaitable<bool> is_verified(Email email) override;
    awaitable<void> erase(Uuid person) override;
    awaitable<notifications::Recent> recent(Email email, notifications::Template what, Instant since) override;
    awaitable<void> queue(std::vector<notifications::Notification> notifications) override;
    awaitable<std::vector<notifications::Notification>> due(Instant now, std::size_t limit) override;
    awaitable<std::optional<Instant>> next_due() override;
    awaitable<void> record(notifications::Notification notification, std::vector<events::Event> events) override;
    awaitable<std::vector<notifications::Notification>> list(notifications::NotificationQuery query) override;

private:
    Database& database_;
    Outbox& outbox_;
};

} // namespace resuelve::mongodb
