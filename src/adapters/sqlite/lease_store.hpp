#pragma once

#include "adapters/sqlite/database.hpp"
#include "domain/events/lease_store.hpp"
#include "platform/time/clock.hpp"

namespace resuelve::sqlite {

/// A migration of a store file that keeps leases.
inline constexpr std::string_view leases_schema = R"sql(
CREATE TABLE leases(
    name       TEXT PRIMARY KEY,
    holder     TEXT NOT NULL,
    fence      INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

/// Keeps leases in a store file, by the clock of the one process that has it open.
class LeaseStore final : public events::LeaseStore {
public:
    /// Both outlive the store.
    LeaseStore(Database& database, const Clock& clock) : database_{database}, clock_{clock} {}

    awaitable<std::optional<events::Lease>> acquire(std::string name, std::string holder,
                                                    std::chrono::milliseconds time) override;
    awaitable<bool> renew(events::Lease lease, std::chrono::milliseconds time) override;
    awaitable<void> release(events::Lease lease) override;

private:
    Database& database_;
    const Clock& clock_;
};

} // namespace resuelve::sqlite
