#pragma once

#include "adapters/mongodb/database.hpp"
#include "domain/events/lease_store.hpp"

namespace resuelve::mongodb {

/// The commands that the store needs in a migration.
std::string leases_commands();

/// Keeps leases by the clock of the replica set's primary, so that those of the hosts do not matter.
class LeaseStore final : public events::LeaseStore {
public:
    /// Outlives the store.
    explicit LeaseStore(Database& database) : database_{database} {}

    awaitable<std::optional<events::Lease>> acquire(std::string name, std::string holder,
                                                    std::chrono::milliseconds time) override;
    awaitable<bool> renew(events::Lease lease, std::chrono::milliseconds time) override;
    awaitable<void> release(events::Lease lease) override;

private:
    Database& database_;
};

} // namespace resuelve::mongodb
