#pragma once

#include "adapters/mongodb/outbox.hpp"
#include "domain/employees/employee_store.hpp"

namespace resuelve::mongodb {

/// The commands that the store needs in a migration.
std::string employees_commands();

/// Keeps employees and teams, a document each. A change that depends on another document (a team that is joined, the
/// last administrator) is a transaction; all others are one write.
class EmployeeStore final : public employees::EmployeeStore {
public:
    /// Both outlive the store; the outbox is that of the collections "employees" and "teams".
    EmployeeStore(Database& database, Outbox& outbox) : database_{database}, outbox_{outbox} {}

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
                           std::vector<access::AuditRecord> audit = {}) override;
    awaitable<std::optional<http::RecordedAnswer>> recorded_answer(std::string key) override;
    awaitable<void> forget_answers(Instant before) override;

private:
    Database& database_;
    Outbox& outbox_;
};

} // namespace resuelve::mongodb
