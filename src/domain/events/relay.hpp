#pragma once

#include "domain/events/back_off.hpp"
#include "domain/events/event_bus.hpp"
#include "domain/events/outbox.hpp"
#include "domain/events/wakeup.hpp"
#include "platform/time/clock.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

namespace resuelve::events {

/// Moves what a store has committed to the bus, oldest first. What could not be published stays and is tried again; a
/// crash between publishing and forgetting publishes it again.
class Relay {
public:
    struct Settings {
        std::size_t batch = 500;
        /// Between two batches that are not full: under load, hundreds of small commits become one batch.
        std::chrono::milliseconds gather{10};
        /// Looks at least so often, for what other processes committed. Nothing: nobody else does.
        std::optional<std::chrono::milliseconds> poll{};
        BackOff back_off{.first = std::chrono::milliseconds{100}, .longest = std::chrono::seconds{10}};
        std::function<void(std::string_view what)> report; ///< is told each failure; may be empty
    };
    /// How much waits to be published.
    struct Lag {
        std::size_t events = 0;                 ///< at least: never more than a batch is counted
        std::chrono::milliseconds oldest_age{}; ///< zero if nothing waits
    };

    /// All live until the executor has run out of the relay's work.
    Relay(Outbox& outbox, EventBus& bus, const Clock& clock, const boost::asio::any_io_executor& executor,
          Settings settings);
    Relay(const Relay&) = delete;
    Relay& operator=(const Relay&) = delete;

    void start();
    /// Publishes no further batch. The one under way ends on the executor.
    void stop();
    bool is_running() const { return running_; }

    /// For the metrics; from any thread.
    Lag lag() const;

private:
    awaitable<void> work();
    /// How many events were moved.
    awaitable<std::size_t> move_batch();
    awaitable<void> gather();
    void notice(const std::vector<Event>& waiting);

    Outbox& outbox_;
    EventBus& bus_;
    const Clock& clock_;
    Settings settings_;
    boost::asio::any_io_executor strand_;
    std::shared_ptr<Wakeup> wakeup_; // shared with the outbox's listener
    std::atomic<bool> stopping_ = false;
    std::atomic<bool> running_ = false;
    std::atomic<std::size_t> waiting_ = 0;
    std::atomic<Instant> oldest_{};
};

} // namespace resuelve::events
