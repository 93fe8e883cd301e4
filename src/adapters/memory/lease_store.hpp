#pragma once

#include "domain/events/lease_store.hpp"
#include "platform/time/clock.hpp"

#include <map>
#include <mutex>

namespace resuelve::memory {

/// Leases among the parts of one process.
class LeaseStore final : public events::LeaseStore {
public:
    /// Outlives the store.
    explicit LeaseStore(const Clock& clock) : clock_{clock} {}

    awaitable<std::optional<events::Lease>> acquire(std::string name, std::string holder,
                                                    std::chrono::milliseconds time) override;
    awaitable<bool> renew(events::Lease lease, std::chrono::milliseconds time) override;
    awaitable<void> release(events::Lease lease) override;

private:
    struct Row {
        events::Lease lease;
        Instant expires_at{};
    };

    const Clock& clock_;
    std::mutex mutex_;
    std::map<std::string, Row> rows_;
};

} // namespace resuelve::memory
