#pragma once

#include "adapters/rabbitmq/confirms.hpp"
#include "adapters/rabbitmq/reconnect.hpp"
#include "adapters/rabbitmq/topology.hpp"
#include "adapters/rabbitmq/wake.hpp"
#include "platform/async/awaitable.hpp"

#include <atomic>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace resuelve::rabbitmq {

/// Publishes on a connection and a thread of its own, so that a broker that does not read holds up nobody else.
class Publisher {
public:
    struct Settings {
        std::chrono::milliseconds confirm_time{std::chrono::seconds{10}}; ///< for one call of publish()
        std::size_t unconfirmed_bytes =
            std::size_t{128} * 1024;     ///< on the way at once: they fit into the socket's buffers
        std::size_t waiting_calls = 256; ///< one more throws QueueFull
        events::BackOff reconnect{.first = std::chrono::milliseconds{100}, .longest = std::chrono::seconds{10}};
        std::function<void(std::string_view what)> report; ///< is told each failure; may be empty
    };

    Publisher(Address address, Random& random, Settings settings);
    ~Publisher();
    Publisher(const Publisher&) = delete;
    Publisher& operator=(const Publisher&) = delete;

    /// What is made in the broker before the first message. Before the first call of publish().
    void set_topology(Topology topology);

    /// Returns when the broker has confirmed all: they are durable in every queue that takes them. Throws
    /// Problem::unavailable if it did not, and whether it took some of them is unknown: while the broker is away
    /// (at once), accepts nothing (an alarm), or no queue takes a mandatory message.
    awaitable<void> publish(std::vector<Message> messages);

    /// Connects, unless that was done. Blocks the calling thread. Throws BrokerRefused; a broker that is away is no
    /// error.
    void connect_now();

    bool is_connected() const { return connected_; }
    /// How often a connection was made after the first one.
    std::size_t reconnects() const { return reconnects_; }

private:
    struct Job {
        std::vector<Message> messages;
        std::move_only_function<void(std::exception_ptr)> done;
    };
    using Time = std::chrono::steady_clock::time_point;

    void add(Job job);
    void run();
    std::optional<Job> next_job();
    void serve_connection();
    void do_job(const Job& job);
    void connect();
    void disconnect(std::string_view why);
    /// Returns those that no queue took.
    std::vector<Message> send(const std::vector<Message>& messages, Time deadline);
    /// Waits for news of the broker until the deadline.
    void listen(Time deadline, std::vector<Message>& returned);
    Topology topology();

    const Address address_;
    const Settings settings_;
    Wake wake_;

    std::mutex mutex_;
    std::deque<Job> jobs_;
    Topology topology_;
    bool ending_ = false;

    std::atomic<bool> connected_ = false;
    std::atomic<std::size_t> reconnects_ = 0;
    // Of the thread alone.
    std::optional<Connection> connection_;
    Confirms confirms_;
    Reconnect reconnect_;
    bool wanted_ = false; ///< somebody published, or wanted to
    bool ever_connected_ = false;
    std::thread thread_;
};

} // namespace resuelve::rabbitmq
