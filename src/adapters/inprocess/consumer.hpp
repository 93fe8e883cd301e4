#pragma once

#include "adapters/inprocess/recent_events.hpp"
#include "domain/events/back_off.hpp"
#include "domain/events/event_log.hpp"
#include "domain/events/try_to_handle.hpp"
#include "domain/events/wakeup.hpp"
#include "platform/time/clock.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <atomic>
#include <functional>
#include <memory>
#include <string_view>

namespace resuelve::inprocess {

/// How deliveries are made.
struct DeliverySettings {
    std::size_t batch = 256;                      ///< events handled between two durable positions
    int max_attempts = 8;                         ///< then an event is a dead letter
    events::BackOff back_off;                     ///< between the attempts of one event
    std::chrono::milliseconds outage_pause{1000}; ///< after the log itself failed
    std::size_t recent_events = 4096;             ///< kept in memory for consumers who keep up
    std::int64_t kept = 10'000;                   ///< events kept for live updates to resume from
    /// Events with secrets (a token to be mailed): forgotten as soon as every consumer has passed them.
    std::vector<std::string> secret{"customer.link_requested", "employee.link_requested", "incident.access_requested"};
    std::function<void(std::string_view what)> report; ///< is told each failure; may be empty
    std::function<void(std::string_view what)> early;  ///< is told what came before what it needs; may be empty
};

/// One consumer's deliveries: a coroutine that hands it the log's events in their order, parks what it fails at and
/// tries that again later, while the others go on.
class Consumer {
public:
    /// `after_batch` runs whenever more is behind the consumer.
    Consumer(events::Subscription subscription, events::EventLog& log, RecentEvents& recent, const Clock& clock,
             const DeliverySettings& settings, const boost::asio::any_io_executor& executor,
             std::function<awaitable<void>()> after_batch);
    Consumer(const Consumer&) = delete;
    Consumer& operator=(const Consumer&) = delete;

    void start();
    void stop();
    void wake() { wakeup_->wake(); }
    /// Something that was dead is to be tried again now.
    void look_at_parked();

    const std::string& name() const { return subscription_.consumer; }
    bool is_running() const { return running_; }
    /// What it had to handle up to here is handled or parked, durably. -1 before it has begun.
    std::int64_t position() const { return position_; }
    std::size_t parked() const { return parked_; }

private:
    awaitable<void> work();
    /// How long to sleep until there is something to do; zero: there is more now; nothing: until woken.
    awaitable<std::optional<std::chrono::milliseconds>> work_once();
    awaitable<void> retry_parked(Instant now);
    awaitable<bool> deliver_next();
    awaitable<std::vector<RecentEvent>> next_events();
    awaitable<events::Outcome> try_to_handle(const events::Event& event);
    events::Parked after_failure(events::Event event, int attempts, std::string reason) const;
    std::optional<std::chrono::milliseconds> until_retry() const;

    events::Subscription subscription_;
    events::EventLog& log_;
    RecentEvents& recent_;
    const Clock& clock_;
    const DeliverySettings& settings_;
    boost::asio::any_io_executor strand_;
    std::function<awaitable<void>()> after_batch_;
    std::shared_ptr<events::Wakeup> wakeup_; // shared with wake-ups on their way
    std::atomic<bool> stopping_ = false;
    std::atomic<bool> running_ = false;
    std::atomic<std::int64_t> position_ = -1; ///< -1: not joined yet
    std::atomic<std::int64_t> recorded_ = 0;
    std::atomic<std::size_t> parked_ = 0;
    std::atomic<bool> revived_ = false;
    std::optional<Instant> next_retry_; ///< of the strand
};

} // namespace resuelve::inprocess
