#pragma once

#include "adapters/rabbitmq/publisher.hpp"
#include "domain/events/attempts.hpp"
#include "domain/events/event_bus.hpp"
#include "domain/events/wakeup.hpp"
#include "platform/time/clock.hpp"

namespace resuelve::rabbitmq {

/// How deliveries are made.
struct DeliverySettings {
    std::uint16_t prefetch = 64;                         ///< deliveries of a consumer that wait here
    int max_attempts = 8;                                ///< then an event is a dead letter
    events::BackOff back_off{};                          ///< between the attempts of one event: a queue for each delay
    std::chrono::milliseconds outage_pause{1000};        ///< after the attempts' store or the publisher failed
    std::function<void(std::string_view what)> report{}; ///< is told each failure; may be empty
    std::function<void(std::string_view what)> early{};  ///< is told what came before what it needs; may be empty
};

/// Where a delivery came from. A number for each connection: what came over an older one has been given back.
struct Place {
    std::uint64_t connection = 0;
    std::uint16_t channel = 0;
    std::uint64_t tag = 0;
};

/// One consumer's deliveries in this process: a coroutine that handles what the receiver's thread hands it, one by one.
/// What fails goes to a queue of delay and comes back, until it has failed often enough to be a dead letter. Nothing is
/// acknowledged before it is handled or durable elsewhere.
class Consumer : public std::enable_shared_from_this<Consumer> {
public:
    struct Parts {
        events::Attempts& attempts;
        Publisher& publisher;
        const Clock& clock;
        Random& random;
        const Topology& topology;
        std::function<void(Place)> acknowledge; ///< from the consumer's strand
    };
    /// Counters since the start.
    struct Figures {
        std::size_t handled = 0;
        std::size_t failed = 0; ///< attempts, without those that were only too early
        std::size_t died = 0;   ///< dead letters
    };

    Consumer(events::Subscription subscription, Parts parts, const DeliverySettings& settings,
             const boost::asio::any_io_executor& executor);

    void start();
    void stop();
    const std::string& name() const { return subscription_.consumer; }
    const std::vector<std::string>& types() const { return subscription_.types; }
    bool is_running() const { return running_; }
    Figures figures() const { return {handled_, failed_, died_}; }
    std::size_t inbox() const;

    /// By the receiver's thread.
    void deliver(Delivery delivery, std::uint64_t connection);
    /// What was delivered and not acknowledged comes again, to whoever.
    void connection_lost();

private:
    struct Item {
        Delivery delivery;
        Place place;
    };

    awaitable<void> work();
    std::optional<Item> take();
    bool is_current(const Place& place) const;
    /// Handles one and sees to what follows from it. Throws if that could not be made sure: it is tried again.
    awaitable<void> settle(const Item& item);
    awaitable<void> settle(const Item& item, const events::Event& event);
    awaitable<void> retry_later(const Item& item, const events::Event& event, int attempts, std::string reason);
    awaitable<void> give_up(const Item& item, int attempts, std::string reason);

    const events::Subscription subscription_;
    const Parts parts_;
    const DeliverySettings settings_;
    boost::asio::any_io_executor strand_;
    std::shared_ptr<events::Wakeup> wakeup_; // shared with wake-ups on their way

    mutable std::mutex mutex_;
    std::deque<Item> inbox_;
    std::uint64_t connection_ = 0;

    std::atomic<bool> stopping_ = false;
    std::atomic<bool> running_ = false;
    std::atomic<std::size_t> handled_ = 0;
    std::atomic<std::size_t> failed_ = 0;
    std::atomic<std::size_t> died_ = 0;
};

} // namespace resuelve::rabbitmq
