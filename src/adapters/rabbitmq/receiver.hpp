#pragma once

#include "adapters/rabbitmq/consumer.hpp"

#include <future>

namespace resuelve::rabbitmq {

/// Receives for all consumers and listeners of the process, on a connection and a thread of its own. That connection
/// publishes nothing, so that an alarm of the broker does not block it.
class Receiver {
public:
    struct Settings {
        std::uint16_t prefetch = 64;
        std::chrono::milliseconds check_time{5000}; ///< between looks at the queues, and whether they are still bound
        std::chrono::milliseconds silence{15'000};  ///< after it a consumer begins to consume anew
        events::BackOff reconnect{.first = std::chrono::milliseconds{100}, .longest = std::chrono::seconds{10}};
        std::string live_name;               ///< of the listeners' queue; unique
        std::vector<std::string> live_types; ///< none: no such queue
        std::function<void(Message)> live;   ///< on the receiver's thread
        /// A listener may have missed what was published before now: its queue ends with the connection, and there is
        /// one again. On the receiver's thread.
        std::function<void()> live_missed;
        std::function<void(std::string_view what)> report;
    };

    Receiver(Address address, Random& random, Settings settings, const Topology& topology,
             std::vector<std::shared_ptr<Consumer>> consumers);
    /// Sends the acknowledgements that are waiting, and ends.
    ~Receiver();
    Receiver(const Receiver&) = delete;
    Receiver& operator=(const Receiver&) = delete;

    /// Blocks until everything is received for the first time, or the broker turned out to be away. Throws
    /// BrokerRefused.
    void await_first_connection();

    /// Hands on no more deliveries; gives back what was not acknowledged once every consumer has ended.
    void stop();

    void acknowledge(Place place);

    bool is_connected() const { return connected_; }
    std::size_t reconnects() const { return reconnects_; }
    /// As of the last look.
    Waiting waiting() const;

private:
    using Time = std::chrono::steady_clock::time_point;

    /// One consumer's channel of this connection.
    struct Line {
        std::uint16_t channel = 0;
        std::uint64_t delivered = 0; ///< the last tag
        std::uint64_t settled = 0;   ///< all up to this tag are acknowledged
        Time last_news{};
    };

    void run();
    /// Until it ends or the connection does.
    void receive();
    void set_up();
    /// False when there was nothing.
    bool take_what_is_there();
    void take(Delivery delivery);
    Line begin_to_consume(const std::string& consumer, std::uint16_t channel);
    void renew_silent_consumers(Time now);
    void send_acknowledgements();
    void look_at_queues();
    bool is_over() const;
    void give_up_connection();
    void pause();

    const Address address_;
    const Settings settings_;
    const Topology& topology_;
    const std::vector<std::shared_ptr<Consumer>> consumers_;
    Wake wake_;
    std::promise<void> first_;

    mutable std::mutex mutex_;
    std::vector<Place> handled_;
    Waiting waiting_;

    std::atomic<bool> stopping_ = false;
    std::atomic<bool> ending_ = false;
    std::atomic<bool> connected_ = false;
    std::atomic<std::size_t> reconnects_ = 0;
    // Of the thread alone.
    std::optional<Connection> connection_;
    std::uint64_t connections_ = 0;
    std::vector<Line> lines_; ///< of each consumer
    bool first_is_told_ = false;
    Reconnect reconnect_;
    Time next_look_{};
    std::thread thread_;
};

} // namespace resuelve::rabbitmq
