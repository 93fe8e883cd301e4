#pragma once

#include "adapters/sqlite/outbox.hpp"
#include "domain/notifications/notice_store.hpp"

namespace resuelve::sqlite {

/// A migration of the file of notifications.
inline constexpr std::string_view notices_schema = R"sql(
CREATE TABLE notices(
    id        BLOB PRIMARY KEY,      -- UUIDv7: by time
    employee  BLOB NOT NULL,
    kind      TEXT NOT NULL,
    incident  BLOB NOT NULL,
    reference TEXT NOT NULL,
    subject   TEXT NOT NULL,         -- empty once erased
    customer  BLOB,
    team      BLOB,
    assignee  BLOB,
    made_by   BLOB,
    answer_by INTEGER,
    made_at   INTEGER NOT NULL,
    read_at   INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX notices_of ON notices(employee, id);
CREATE INDEX notices_unread ON notices(employee, id) WHERE read_at IS NULL;
CREATE INDEX notices_of_customer ON notices(customer) WHERE customer IS NOT NULL;
CREATE INDEX notices_without_customer ON notices(incident) WHERE customer IS NULL;
CREATE INDEX notices_by_time ON notices(made_at);
)sql";

/// Notices, in the file of notifications.
class NoticeStore final : public notifications::NoticeStore {
public:
    /// Both outlive it; the outbox is the file's.
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

} // namespace resuelve::sqlite
