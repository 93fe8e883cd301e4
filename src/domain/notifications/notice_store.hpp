#pragma once

#include "domain/notifications/notice.hpp"
#include "platform/async/awaitable.hpp"

#include <vector>

namespace resuelve::notifications {

/// A notice and the event that says it is there.
struct MadeNotice {
    Notice notice;
    events::Event told;
};

struct NoticeQuery {
    EmployeeId employee;
    bool unread = false;            ///< those alone
    std::optional<NoticeId> before; ///< newest first, those older than this one
    std::size_t limit = 25;
};

/// Keeps what employees are told. Every adapter passes tests/contract/notice_store_contract.hpp.
class NoticeStore {
public:
    virtual ~NoticeStore() = default;

    /// Adds those that are not there yet, each with its event. Of an employee who then has more than
    /// limits::notices_of_one, the oldest are forgotten.
    virtual awaitable<void> add(std::vector<MadeNotice> made) = 0;
    virtual awaitable<std::vector<Notice>> list(NoticeQuery query) = 0;
    /// How many the employee has not read.
    virtual awaitable<std::size_t> unread(EmployeeId employee) = 0;
    /// False if the employee has no such notice. One that was read stays read since then.
    virtual awaitable<bool> mark_read(EmployeeId employee, NoticeId notice, Instant now) = 0;
    /// This one and all older ones; newer ones, that the employee has not seen, stay unread.
    virtual awaitable<void> mark_read_up_to(EmployeeId employee, NoticeId newest, Instant now) = 0;
    /// Undoes one of these: those that were marked at that moment are unread again.
    virtual awaitable<void> mark_unread(EmployeeId employee, Instant read_at) = 0;

    /// A claim without an account got its owner: what is kept of it is to be erased with that customer.
    virtual awaitable<void> link(IncidentId incident, CustomerId customer) = 0;
    /// Forgets the customer's words.
    virtual awaitable<void> erase(CustomerId customer) = 0;
    /// Removes what was made before.
    virtual awaitable<void> forget(Instant before) = 0;
};

} // namespace resuelve::notifications
