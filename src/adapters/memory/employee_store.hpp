#pragma once

#include "adapters/memory/audit_log.hpp"
#include "domain/employees/employee_store.hpp"

#include <functional>
#include <map>
#include <mutex>

namespace resuelve::memory {

/// Keeps employees and teams in memory, for tests, which may derive from it.
class EmployeeStore : public employees::EmployeeStore {
public:
    /// `on_events` is given the events of each commit, `audit`, which outlives the store, what is audited.
    explicit EmployeeStore(std::function<void(const std::vector<events::Event>&)> on_events = {},
                           AuditLog* audit = nullptr) : on_events_{std::move(on_events)}, audit_{audit} {}

    awaitable<std::optional<employees::Employee>> find(EmployeeId id) override;
    awaitable<std::optional<employees::Employee>> find(Email email) override;
    awaitable<employees::Page> list(employees::EmployeeQuery query) override;
    awaitable<bool> has_active_admin() override;
    awaitable<void> commit(employees::Change change) override;
    awaitable<void> add_link(employees::Link link, std::vector<events::Event> events) override;
    awaitable<std::optional<employees::Link>> find_link(Sha256Digest digest) override;
    awaitable<void> forget_links(Instant expired_before) override;
    awaitable<std::optional<employees::Team>> find_team(TeamId id) override;
    awaitable<std::vector<employees::Team>> teams() override;
    awaitable<void> commit(employees::TeamChange change) override;
    awaitable<void> remove(employees::Team team, std::vector<events::Event> events,
                           std::vector<access::AuditRecord> audit) override;
    awaitable<std::optional<http::RecordedAnswer>> recorded_answer(std::string key) override;
    awaitable<void> forget_answers(Instant before) override;

    /// Every event committed so far, in order.
    std::vector<events::Event> events() const;

private:
    void check(const employees::Change& change) const;
    void check_version_of(const employees::Team& stored_next) const;
    void replace_link(const employees::Link& link);
    void tell(std::vector<events::Event> events);

    std::function<void(const std::vector<events::Event>&)> on_events_;
    AuditLog* audit_;
    mutable std::mutex mutex_;
    std::map<EmployeeId, employees::Employee> employees_;
    std::map<TeamId, employees::Team> teams_;
    std::map<Sha256Digest, employees::Link> links_;
    std::map<std::string, http::RecordedAnswer> answers_;
    std::vector<events::Event> events_;
};

} // namespace resuelve::memory
