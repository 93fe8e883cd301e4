#pragma once

#include "domain/access/audit_record.hpp"
#include "domain/employees/employee.hpp"
#include "domain/employees/link.hpp"
#include "domain/employees/team.hpp"
#include "domain/events/event.hpp"
#include "platform/async/awaitable.hpp"
#include "platform/http/idempotency.hpp"

#include <optional>
#include <string>
#include <vector>

namespace resuelve::employees {

/// One change of one employee, and all that is stored in the same transaction.
struct Change {
    Employee employee{}; ///< as it will be; version 1 is a new one, else the stored one's is one less
    std::vector<events::Event> events{};
    std::optional<Link> new_link{}; ///< as by add_link()
    std::optional<Sha256Digest> used_link{};
    std::optional<http::RecordedAnswer> answer{}; ///< what a repeated request will get
    std::vector<access::AuditRecord> audit{};
};

struct TeamChange {
    Team team{}; ///< as it will be; version 1 is a new one, else the stored one's is one less
    std::vector<events::Event> events{};
    std::optional<http::RecordedAnswer> answer{};
    std::vector<access::AuditRecord> audit{};
};

struct EmployeeQuery {
    std::optional<State> state{};
    std::optional<TeamId> team{};
    std::string cursor{}; ///< opaque, from Page::next_cursor
    std::size_t limit = 25;
};

struct Page {
    std::vector<Employee> items{};
    std::optional<std::string> next_cursor{};
};

/// Keeps employees, keyed by id and unique e-mail address, and their teams. Every adapter passes
/// tests/contract/employee_store_contract.hpp.
class EmployeeStore {
public:
    virtual ~EmployeeStore() = default;

    virtual awaitable<std::optional<Employee>> find(EmployeeId id) = 0;
    virtual awaitable<std::optional<Employee>> find(Email email) = 0;
    /// In the order of their ids, which is that of their registration. Throws Problem::malformed for a cursor that is
    /// not ours.
    virtual awaitable<Page> list(EmployeeQuery query) = 0;
    virtual awaitable<bool> has_active_admin() = 0;

    /// Stores the change whole or not at all; returns when it is durable. Throws Problem::email_taken,
    /// Problem::stale_version if the employee was changed since it was read, Problem::not_found if the used link is
    /// there no more, Problem::invalid if a team does not exist, Problem::conflict if the change would leave nobody who
    /// is an active admin, and http::AlreadyAnswered if the answer's key was used meanwhile. Somebody disabled loses
    /// all links.
    virtual awaitable<void> commit(Change change) = 0;

    /// Stores a link in place of the employee's others of the same purpose, and the events that have it mailed.
    virtual awaitable<void> add_link(Link link, std::vector<events::Event> events) = 0;
    /// The link, whether it has expired or not.
    virtual awaitable<std::optional<Link>> find_link(Sha256Digest digest) = 0;
    virtual awaitable<void> forget_links(Instant expired_before) = 0;

    virtual awaitable<std::optional<Team>> find_team(TeamId id) = 0;
    /// All, by name: a company has few.
    virtual awaitable<std::vector<Team>> teams() = 0;
    /// Throws Problem::conflict for a name that another team has, Problem::stale_version, http::AlreadyAnswered.
    virtual awaitable<void> commit(TeamChange change) = 0;
    /// Removes the team as it was read. Throws Problem::conflict while employees belong to it, Problem::stale_version.
    virtual awaitable<void> remove(Team team, std::vector<events::Event> events,
                                   std::vector<access::AuditRecord> audit = {}) = 0;

    /// Answers recorded for idempotency keys, kept 24 hours.
    virtual awaitable<std::optional<http::RecordedAnswer>> recorded_answer(std::string key) = 0;
    virtual awaitable<void> forget_answers(Instant before) = 0;
};

} // namespace resuelve::employees
