#pragma once

#include "platform/async/awaitable.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>

namespace resuelve::events {

/// Lets one coroutine sleep until somebody has something for it to do. Shared, because those who wake may outlive the
/// sleeper and a wake-up may be on its way when it ends.
class Wakeup : public std::enable_shared_from_this<Wakeup> {
public:
    /// `strand` is the executor of the coroutine that sleeps, and runs one thing at a time.
    explicit Wakeup(const boost::asio::any_io_executor& strand) : timer_{strand} {}

    /// From any thread. Remembered, if nobody sleeps now.
    void wake();

    /// Returns at once if it was woken since the last time. Without a time it sleeps until it is woken.
    awaitable<void> sleep(std::optional<std::chrono::milliseconds> at_most);

private:
    boost::asio::steady_timer timer_;
    std::atomic<bool> woken_ = false;
};

} // namespace resuelve::events
