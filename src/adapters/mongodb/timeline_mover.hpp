#pragma once

#include "adapters/mongodb/incident_store.hpp"
#include "domain/events/back_off.hpp"
#include "domain/events/wakeup.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <string_view>

namespace resuelve::mongodb {

/// Keeps moving entries and their words on, and counting what was moved, in the background. One in an installation is
/// enough; more do no harm.
class TimelineMover {
public:
    struct Settings {
        std::size_t batch = 500; ///< incidents
        /// Between two batches that are not full: under load many small moves become one.
        std::chrono::milliseconds gather{100};
        std::chrono::milliseconds poll{1000}; ///< what other instances committed wakes nobody here
        events::BackOff back_off{.first = std::chrono::milliseconds{100}, .longest = std::chrono::seconds{10}};
        std::function<void(std::string_view what)> report; ///< is told each failure; may be empty
    };

    /// All live until the executor has run out of the mover's work.
    TimelineMover(IncidentStore& store, Outbox& outbox, const boost::asio::any_io_executor& executor,
                  Settings settings);
    TimelineMover(const TimelineMover&) = delete;
    TimelineMover& operator=(const TimelineMover&) = delete;

    void start();
    /// Begins no further batch. The one under way ends on the executor.
    void stop();
    bool is_running() const { return running_; }

private:
    awaitable<void> work();
    /// How long to wait now.
    awaitable<std::chrono::milliseconds> move_batch();

    IncidentStore& store_;
    Settings settings_;
    boost::asio::any_io_executor strand_;
    std::shared_ptr<events::Wakeup> wakeup_; // shared with the outbox's listener
    int failures_ = 0;
    std::atomic<bool> stopping_ = false;
    std::atomic<bool> running_ = false;
};

} // namespace resuelve::mongodb
