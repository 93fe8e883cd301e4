#pragma once

#include "platform/async/awaitable.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace resuelve::events {

/// The right of one process to do what must be done once among many, for a time.
struct Lease {
    std::string name;   ///< what is to be done: "relay", "due-acts"
    std::string holder; ///< one run of one process: a UUID made at its start
    /// Grows each time the lease is taken anew. A write that only a holder may do carries it, so that one who slept
    /// through the end of the lease is refused (reliability.md promise 23).
    std::int64_t fence = 0;

    bool operator==(const Lease&) const = default;
};

/// Leases of one database. Whoever holds one renews it in less than half its time and stops, at once, when that fails.
/// Time is that of the store, where many hosts share one. Every adapter passes tests/contract/lease_store_contract.hpp.
class LeaseStore {
public:
    virtual ~LeaseStore() = default;

    /// Takes the lease if nobody holds it or its holder's time is over; the holder itself gets it again, with the same
    /// fence, for another `time`. Nothing if somebody else holds it.
    virtual awaitable<std::optional<Lease>> acquire(std::string name, std::string holder,
                                                    std::chrono::milliseconds time) = 0;
    /// For another `time` from now. False if the lease is over or another's: what it guards is no longer to be done.
    virtual awaitable<bool> renew(Lease lease, std::chrono::milliseconds time) = 0;
    /// Lets others take it at once; nothing happens if it is another's by now.
    virtual awaitable<void> release(Lease lease) = 0;
};

} // namespace resuelve::events
