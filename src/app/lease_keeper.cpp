#include "app/lease_keeper.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

#include <memory>
#include <optional>

namespace resuelve::app {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

SteadyTime steady_now() {
    return std::chrono::steady_clock::now();
}

/// One time of holding the lease. Shared by the work, which may outlast it, and the renewal; both on one thread.
struct Hold {
    SteadyTime until;
    bool done = false; ///< the work has ended

    bool over() const { return steady_now() >= until; }
};

/// The time that counts is that before the question: the store's lease ends later, never earlier.
awaitable<void> keep_renewing(events::LeaseStore& leases, events::Lease lease, LeaseTimes times, Hold& hold,
                              Stopping stopping) {
    while (!hold.done && !stopping()) {
        const auto next = steady_now() + times.renew;
        co_await wait_until([&] { return hold.done || stopping() || steady_now() >= next; });
        if (hold.done || hold.over()) co_return;
        const auto asked_at = steady_now();
        try {
            const bool ours = co_await leases.renew(lease, times.lease);
            hold.until = ours ? asked_at + times.lease : asked_at;
        } catch (const std::exception& error) { // the lease goes on until its time is over
            report_failure("the lease of " + lease.name, error.what());
        }
    }
}

awaitable<void> do_while_held(BackgroundWork work, Hold& hold, Stopping stopping) {
    co_await work.keep_doing([&hold, stopping = std::move(stopping)] { return stopping() || hold.over(); });
    hold.done = true;
}

awaitable<std::optional<events::Lease>> try_to_get(events::LeaseStore& leases, const std::string& name,
                                                   const std::string& holder, std::chrono::milliseconds time) {
    try {
        co_return co_await leases.acquire(name, holder, time);
    } catch (const std::exception& error) {
        report_failure("the lease of " + name, error.what());
    }
    co_return std::nullopt;
}

awaitable<void> let_go(events::LeaseStore& leases, events::Lease lease) {
    const auto name = lease.name;
    try {
        co_await leases.release(std::move(lease));
    } catch (const std::exception& error) { // it ends by itself
        report_failure("the lease of " + name, error.what());
    }
}

} // namespace

awaitable<void> keep_doing_alone(BackgroundWork work, events::LeaseStore& leases, std::string holder, LeaseTimes times,
                                 Stopping stopping) {
    using namespace boost::asio::experimental::awaitable_operators;
    while (!stopping()) {
        const auto asked_at = steady_now();
        if (const auto lease = co_await try_to_get(leases, work.name, holder, times.lease)) {
            Hold hold{.until = asked_at + times.lease};
            co_await (do_while_held(work, hold, stopping) && keep_renewing(leases, *lease, times, hold, stopping));
            co_await let_go(leases, *lease);
        } else {
            const auto next = asked_at + times.try_again;
            co_await wait_until([&] { return stopping() || steady_now() >= next; });
        }
    }
}

} // namespace resuelve::app
