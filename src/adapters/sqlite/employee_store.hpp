#pragma once

#include "adapters/sqlite/outbox.hpp"
#include "domain/employees/employee_store.hpp"

namespace resuelve::sqlite {

/// A migration of the employees' store, which also needs outbox_schema and answers_schema.
extern const std::string_view employees_schema;
/// A later one: employees have passkeys.
extern const std::string_view employee_passkeys_schema;

/// Keeps employees and teams in a store file, their events in the same file's outbox.
class EmployeeStore final : public employees::EmployeeStore {
public:
    /// Both outlive the store.
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
                           std::vector<access::AuditRecord> audit) override;
    awaitable<std::optional<http::RecordedAnswer>> recorded_answer(std::string key) override;
    awaitable<void> forget_answers(Instant before) override;

private:
    Database& database_;
    Outbox& outbox_;
};

} // namespace resuelve::sqlite
