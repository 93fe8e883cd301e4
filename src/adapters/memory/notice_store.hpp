#pragma once

#include "adapters/memory/outbox.hpp"
#include "domain/notifications/notice_store.hpp"

#include <map>
#include <mutex>

namespace resuelve::memory {

/// Keeps notices in memory, for tests.
class NoticeStore final : public notifications::NoticeStore {
public:
    awaitable<void> add(std::vector<notifications::MadeNotice> made) override;
    awaitable<std::vector<notifications::Notice>> list(notifications::NoticeQuery query) override;
    awaitable<std::size_t> unread(EmployeeId employee) override;
    awaitable<bool> mark_read(EmployeeId employee, notifications::NoticeId notice, Instant now) override;
    awaitable<void> mark_read_up_to(EmployeeId employee, notifications::NoticeId newest, Instant now) override;
    awaitable<void> mark_unread(EmployeeId employee, Instant read_at) override;
    awaitable<void> link(IncidentId incident, CustomerId customer) override;
    awaitable<void> erase(CustomerId customer) override;
    awaitable<void> forget(Instant before) override;

    events::Outbox& outbox() { return outbox_; }

private:
    using Notices = std::map<notifications::NoticeId, notifications::Notice>;

    std::mutex mutex_;
    std::map<EmployeeId, Notices> of_;
    Outbox outbox_;
};

} // namespace resuelve::memory
