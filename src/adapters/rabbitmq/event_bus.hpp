#pragma once

#include "adapters/rabbitmq/dead_letters.hpp"
#include "adapters/rabbitmq/receiver.hpp"

namespace resuelve::rabbitmq {

/// What the bus is told. Only `uri` has no default.
struct Settings {
    std::string uri;
    std::string prefix{};           ///< of every name in the broker
    std::vector<Interest> others{}; ///< the consumers of other processes, for whom queues are made before they start
    DeliverySettings delivery{};
    std::chrono::milliseconds check_time{5000}; ///< between looks at the queues and bindings of this process
    std::chrono::milliseconds silence{15'000};  ///< after it a consumer makes sure that the broker still knows it
    std::chrono::milliseconds confirm_time{std::chrono::seconds{10}}; ///< for one call of publish()
    events::BackOff reconnect{.first = std::chrono::milliseconds{100}, .longest = std::chrono::seconds{10}};
    /// Listeners may have missed events until now: the bus begins to hear, for the first time or again, or could not
    /// keep up. On a thread of the bus.
    std::function<void()> listeners_missed{};
};

/// Carries events between processes by RabbitMQ 3.10 or later (docs/adr/0013-rabbitmq-topology.md). Construct it,
/// subscribe and listen, start. Everything that is handed in outlives it; the executor's loop may end before or after
/// it.
class EventBus final : public events::EventBus {
public:
    /// How far behind a consumer of this process is, and what became of its events since the start.
    struct ConsumerLag {
        std::string consumer;
        std::size_t events = 0; ///< waiting in its queue, for whichever instance, and here
        std::size_t parked = 0; ///< waiting for another attempt
        std::size_t dead = 0;   ///< dead letters
        Consumer::Figures figures{};
    };

    /// Throws BrokerRefused if the URI is none. Does not connect yet.
    EventBus(events::Attempts& attempts, const Clock& clock, Random& random, boost::asio::any_io_executor executor,
             Settings settings);
    ~EventBus() override;

    /// Throws Problem::unavailable; what was published then is unknown.
    awaitable<void> publish(std::vector<events::Event> events) override;
    void subscribe(events::Subscription subscription) override;
    void listen(std::vector<std::string> types, std::function<void(const events::Event&)> handle) override;
    /// Blocks until it receives, or the broker turned out to be away: then it goes on trying. Throws BrokerRefused,
    /// with a message for the operator, if the broker cannot be used.
    void start() override;
    void stop() override;
    awaitable<std::vector<events::DeadLetter>> dead_letters() override;
    awaitable<bool> replay(std::string consumer, events::EventId event) override;

    /// For /readyz: both connections are there.
    bool is_connected() const;
    /// For the metrics; from any thread.
    std::vector<ConsumerLag> lags() const;
    std::size_t reconnects() const;

private:
    class Listeners;

    Topology topology_;
    const Clock& clock_;
    Random& random_;
    const boost::asio::any_io_executor executor_;
    const Settings settings_;
    const Address address_;
    events::Attempts& attempts_;
    std::shared_ptr<Listeners> listeners_; // shared with events on their way to them
    Publisher publisher_;
    DeadLetters dead_letters_;
    std::vector<std::shared_ptr<Consumer>> consumers_; // shared with their coroutines
    std::unique_ptr<Receiver> receiver_;
};

} // namespace resuelve::rabbitmq
