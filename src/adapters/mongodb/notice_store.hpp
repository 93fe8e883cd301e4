#pragma once

#include "adapters/mongodb/outbox.hpp"
#include "domain/notifications/notice_store.hpp"

namespace resuelve::mongodb {

/// The commands that the store needs in a migration.
std::string notices_commands();
/// What notices of approvals need besides.
std::string notices_of_approvals_commands();

/// What notices of what was snoozed need besides.
std::string notices_of_snoozed_commands();
std::string notices_of_access_commands();

/// Notices, a document each.
class NoticeStore final : public notifications::NoticeStore {
public:
    /// Both outlive the store; the collection "notices" is among the outbox's.
    NoticeStore(Database& database, Outbox& outbox) : database_{database}, outbox_{outbox} {}

    awaitable<void> add(std::vector<notifications::MadeNotice> made) override;
    awaitable<std::vector<notifications::Notice>> list(notifications::NoticeQuery query) override;
    awaitable<std::size_t> unread(EmployeeId employee) override;
    awaitable<bool> mark_read(EmployeeId employee, notifications::NoticeId notice, Instant now) override;
    awaitable<void> mark_read_up_to(EmployeeId employee, notifications::NoticeId newest, Instant now) override;
    awaitable<void> mark_unread(EmployeeId employee, Instant read_at) override;
    awaitable<void> link(IncidentId incident, CustomerId customer) override;
    awaitable<void> erase(CustomerId customer) override;
    awaitable<void> forget(Instant before) override;

private:
    Database& database_;
    Outbox& outbox_;
};

} // namespace resuelve::mongodb
