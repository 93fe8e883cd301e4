#pragma once

#include "app/background_work.hpp"
#include "domain/events/lease_store.hpp"

#include <chrono>
#include <string>

namespace resuelve::app {

/// How long and how often.
struct LeaseTimes {
    std::chrono::milliseconds lease{std::chrono::seconds{15}}; ///< then others may take it from a process that is gone
    std::chrono::milliseconds renew{std::chrono::seconds{4}};
    std::chrono::milliseconds try_again{std::chrono::seconds{3}}; ///< between tries to get it
};

/// Does the work while this process holds its lease, one process at a time, until it is to stop. The work is told to
/// stop at once when the lease is over by this host's monotonic clock, also if nobody could be asked: whoever slept
/// through it does nothing more (reliability.md promise 23). `leases` outlives it.
awaitable<void> keep_doing_alone(BackgroundWork work, events::LeaseStore& leases, std::string holder, LeaseTimes times,
                                 Stopping stopping);

} // namespace resuelve::app
