#pragma once

#include "adapters/memory/outbox.hpp"
#include "domain/notifications/notification_store.hpp"

#include <map>
#include <mutex>

namespace resuelve::memory {

/// Keeps notifications in memory, for tests.
class NotificationStore final : public notifications::NotificationStore {
public:
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

    events::Outbox& outbox() { return outbox_; }

private:
    std::mutex mutex_;
    std::map<Uuid, notifications::Person> people_;
    std::map<notifications::NotificationId, notifications::Notification> notifications_;
    Outbox outbox_;
};

} // namespace resuelve::memory
