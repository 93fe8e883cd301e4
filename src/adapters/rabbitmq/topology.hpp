#pragma once

#include "adapters/rabbitmq/connection.hpp"
#include "domain/events/back_off.hpp"

#include <map>
#include <string>
#include <vector>

namespace resuelve::rabbitmq {

/// What a consumer wants to hear.
struct Interest {
    std::string consumer;
    std::vector<std::string> types; ///< exact, or "incident.*"
};

/// The names of everything in the broker, and who gets what. Whoever publishes knows all of it and makes what is
/// missing, so that nothing is published past a consumer that has not been started yet.
struct Topology {
    std::string prefix;             ///< of every name: lets several installations share a virtual host
    std::vector<Interest> own;      ///< the consumers of this process
    std::vector<Interest> others{}; ///< those of other processes
    std::vector<std::chrono::milliseconds> delays{};

    std::string exchange() const { return prefix + "resuelve.events"; }
    /// Apart from the durable events, so that a listener's queue does not count as one that has taken an event.
    std::string live_exchange() const { return prefix + "resuelve.live"; }
    std::string queue(std::string_view consumer) const { return fmt::format("{}{}", prefix, consumer); }
    std::string dead_queue(std::string_view consumer) const { return queue(consumer) + ".dead"; }
    std::string retry_queue(std::string_view consumer, std::chrono::milliseconds delay) const {
        return fmt::format("{}.retry.{}", queue(consumer), delay.count());
    }

    /// Everybody's, this process's own first.
    std::vector<Interest> all() const;
    /// Whether some consumer has to get events of this type.
    bool is_awaited(std::string_view type) const;
};

/// Each delay that occurs before so many attempts are over.
std::vector<std::chrono::milliseconds> delays_of(const events::BackOff& back_off, int max_attempts);

/// The binding key of "incident.registered", "incident.*" or "*". It may let more through than the pattern: "inc*"
/// becomes "#".
std::string binding_key(std::string_view pattern);

/// Messages that wait, by queue; apart from those that are being delivered.
using Waiting = std::map<std::string, std::size_t>;

/// For all that follow: they make what is missing, and throw BrokerRefused for missing rights and for what exists in
/// another form.
void declare_exchanges(Connection& connection, std::uint16_t channel, const Topology& topology);
/// Exchanges, and of all consumers the durable queues and bindings. What others own need not be ours to make: then it
/// has to be there. Throws ConnectionLost while it is not.
void declare_all(Connection& connection, std::uint16_t channel, const Topology& topology);
/// Only the queues and bindings of the process's own consumers: tells how much waits in them.
Waiting declare_own(Connection& connection, std::uint16_t channel, const Topology& topology);

/// Throws BrokerRefused if the user may not publish: at the start, not with the first event.
void check_right_to_publish(Connection& connection, std::uint16_t channel, const Topology& topology);

/// A queue of this connection alone, with everything live of those types. It ends with the connection.
std::string declare_live(Connection& connection, std::uint16_t channel, const Topology& topology,
                         const std::string& name, const std::vector<std::string>& types);

} // namespace resuelve::rabbitmq
