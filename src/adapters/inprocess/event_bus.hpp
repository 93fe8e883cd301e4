#pragma once

#include "adapters/inprocess/consumer.hpp"
#include "domain/events/event_bus.hpp"

#include <mutex>

namespace resuelve::inprocess {

/// Carries events within one process, on a durable log: publishing is appending, and each consumer reads the log at its
/// own pace. Lives until the executor has run out of its work.
class EventBus final : public events::EventBus {
public:
    /// How far behind a consumer is.
    struct ConsumerLag {
        std::string consumer;
        std::int64_t events = 0; ///< published and not yet handled by it, those of other types too
        std::size_t parked = 0;  ///< waiting for another attempt
    };

    EventBus(events::EventLog& log, const Clock& clock, boost::asio::any_io_executor executor,
             DeliverySettings settings = {});

    awaitable<void> publish(std::vector<events::Event> events) override;
    void subscribe(events::Subscription subscription) override;
    void listen(std::vector<std::string> types, std::function<void(const events::Event&)> handle) override;
    /// Also before the executor runs.
    void start() override;
    /// Begins no more deliveries and returns at once: those being handled end on the executor, which then has no more
    /// work of the bus.
    void stop() override;
    awaitable<std::vector<events::DeadLetter>> dead_letters() override;
    awaitable<bool> replay(std::string consumer, events::EventId event) override;

    /// False once every delivery has ended after stop().
    bool is_running() const;
    /// For the metrics; from any thread.
    std::vector<ConsumerLag> lags() const;

private:
    struct Listener {
        std::vector<std::string> types;
        std::function<void(const events::Event&)> handle;
    };

    void tell_listeners(const events::Event& event);
    /// Makes every consumer begin where it stopped, and not miss what is published before it does.
    awaitable<void> join_all();
    awaitable<void> clean_up();
    std::int64_t passed_by_all() const;

    events::EventLog& log_;
    boost::asio::any_io_executor executor_;
    const Clock& clock_;
    const DeliverySettings settings_;
    RecentEvents recent_;
    std::vector<std::unique_ptr<Consumer>> consumers_;
    std::vector<Listener> listeners_;
    std::atomic<bool> joined_ = false;
    std::atomic<bool> listening_ = false;
    std::atomic<std::int64_t> clean_up_at_ = 0; ///< once everybody has passed this position
    std::atomic<std::int64_t> secret_at_ = 0;   ///< of the newest event with a secret that is still kept; 0: none
    std::atomic<bool> cleaning_up_ = false;
    std::mutex listeners_mutex_; ///< one event at a time
};

} // namespace resuelve::inprocess
