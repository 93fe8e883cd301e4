#include "adapters/rabbitmq/topology.hpp"

#include "adapters/rabbitmq/fields.hpp"
#include "domain/events/type_pattern.hpp"

#include <algorithm>

namespace resuelve::rabbitmq {
namespace {

/// RabbitMQ 4 throws messages away after 20 deliveries unless told otherwise, those of innocent bystanders too. We
/// count attempts ourselves.
constexpr std::int64_t delivery_limit = 1'000'000'000;
constexpr std::int64_t most_live = 10'000; ///< waiting for a slow listener; then the oldest are dropped

/// Runs one call to the broker; its refusals become messages for the operator.
template <class Call>
auto asked(Connection& connection, const std::string& doing, Call call) {
    auto* answer = call(connection.state());
    try {
        connection.check(amqp_get_rpc_reply(connection.state()), doing);
    } catch (const ChannelClosed& closed) {
        if (closed.code() == AMQP_ACCESS_REFUSED)
            throw BrokerRefused{fmt::format("the broker's user lacks a right: {}", closed.what())};
        if (closed.code() == AMQP_PRECONDITION_FAILED)
            throw BrokerRefused{fmt::format("the broker has it in another form: {}", closed.what()),
                                BrokerRefused::unsuitable};
        throw;
    }
    return answer;
}

void declare_exchange(Connection& connection, std::uint16_t channel, const std::string& name) {
    asked(connection, "declaring the exchange " + name, [&](auto state) {
        return amqp_exchange_declare(state, channel, bytes(name), bytes("topic"), false, true, false, false,
                                     amqp_empty_table);
    });
}

/// A durable queue, replicated if the broker is a cluster. Returns how many messages wait in it.
std::size_t declare_queue(Connection& connection, std::uint16_t channel, const std::string& name, Fields& arguments) {
    arguments.add("x-queue-type", "quorum");
    arguments.add("x-delivery-limit", delivery_limit);
    return asked(connection, "declaring the queue " + name,
                 [&](auto state) {
                     return amqp_queue_declare(state, channel, bytes(name), false, true, false, false,
                                               arguments.table());
                 })
        ->message_count;
}

void bind_types(Connection& connection, std::uint16_t channel, const std::string& queue, const std::string& exchange,
                const std::vector<std::string>& types) {
    for (const auto& type : types) {
        const auto key = binding_key(type);
        asked(connection, fmt::format("binding the queue {} to {}", queue, key), [&](auto state) {
            return amqp_queue_bind(state, channel, bytes(queue), bytes(exchange), bytes(key), amqp_empty_table);
        });
    }
}

/// Back to the consumer's queue after a while, and lost nowhere between.
std::size_t declare_retry(Connection& connection, std::uint16_t channel, const Topology& topology,
                          const std::string& consumer, std::chrono::milliseconds delay) {
    Fields arguments;
    arguments.add("x-message-ttl", std::int64_t{delay.count()});
    arguments.add("x-dead-letter-exchange", "");
    arguments.add("x-dead-letter-routing-key", topology.queue(consumer));
    arguments.add("x-dead-letter-strategy", "at-least-once");
    arguments.add("x-overflow", "reject-publish"); // what at-least-once asks for
    return declare_queue(connection, channel, topology.retry_queue(consumer, delay), arguments);
}

void declare(Connection& connection, std::uint16_t channel, const Topology& topology, const Interest& interest,
             Waiting& waiting) {
    for (const auto& name : {topology.queue(interest.consumer), topology.dead_queue(interest.consumer)}) {
        Fields none;
        waiting[name] = declare_queue(connection, channel, name, none);
    }
    for (const auto delay : topology.delays)
        waiting[topology.retry_queue(interest.consumer, delay)] =
            declare_retry(connection, channel, topology, interest.consumer, delay);
    bind_types(connection, channel, topology.queue(interest.consumer), topology.exchange(), interest.types);
}

/// Each service may have a broker's user with rights on its own queues only.
void declare_other(Connection& connection, std::uint16_t channel, const Topology& topology, const Interest& interest) {
    std::string refusal;
    try {
        Waiting ignored;
        declare(connection, channel, topology, interest, ignored);
        return;
    } catch (const BrokerRefused& refused) {
        refusal = refused.what();
    }
    connection.reopen_channel(channel);
    const auto name = topology.queue(interest.consumer);
    try {
        asked(connection, "looking for the queue " + name, [&](auto state) {
            return amqp_queue_declare(state, channel, bytes(name), true, true, false, false, amqp_empty_table);
        });
    } catch (const ChannelClosed& closed) {
        if (closed.code() != AMQP_NOT_FOUND) throw;
        throw ConnectionLost{fmt::format("the queue {} is missing and may not be made here ({}): start the service {} "
                                         "once, or give the right",
                                         name, refusal, interest.consumer)};
    }
}

} // namespace

std::vector<Interest> Topology::all() const {
    auto everybody = own;
    for (const auto& other : others)
        if (std::ranges::find(own, other.consumer, &Interest::consumer) == own.end()) everybody.push_back(other);
    return everybody;
}

bool Topology::is_awaited(std::string_view type) const {
    const auto wants = [type](const Interest& interest) { return events::matches_any(interest.types, type); };
    return std::ranges::any_of(own, wants) || std::ranges::any_of(others, wants);
}

std::vector<std::chrono::milliseconds> delays_of(const events::BackOff& back_off, int max_attempts) {
    std::vector<std::chrono::milliseconds> delays;
    for (int attempts = 1; attempts < max_attempts; ++attempts)
        if (const auto delay = back_off.after(attempts); delays.empty() || delays.back() != delay)
            delays.push_back(delay);
    return delays;
}

std::string binding_key(std::string_view pattern) {
    if (!pattern.ends_with('*')) return std::string{pattern};
    pattern.remove_suffix(1);
    return pattern.empty() || pattern.ends_with('.') ? fmt::format("{}#", pattern) : "#";
}

void declare_exchanges(Connection& connection, std::uint16_t channel, const Topology& topology) {
    declare_exchange(connection, channel, topology.exchange());
    declare_exchange(connection, channel, topology.live_exchange());
}

void declare_all(Connection& connection, std::uint16_t channel, const Topology& topology) {
    declare_exchanges(connection, channel, topology);
    declare_own(connection, channel, topology);
    for (const auto& interest : topology.all())
        if (std::ranges::find(topology.own, interest.consumer, &Interest::consumer) == topology.own.end())
            declare_other(connection, channel, topology, interest);
}

Waiting declare_own(Connection& connection, std::uint16_t channel, const Topology& topology) {
    Waiting waiting;
    for (const auto& interest : topology.own)
        declare(connection, channel, topology, interest, waiting);
    return waiting;
}

void check_right_to_publish(Connection& connection, std::uint16_t channel, const Topology& topology) {
    // Asks for the same right as publishing, and does nothing: there is no such binding.
    for (const auto& exchange : {topology.exchange(), topology.live_exchange()})
        asked(connection, "publishing to the exchange " + exchange, [&](auto state) {
            return amqp_exchange_unbind(state, channel, bytes(exchange), bytes(topology.live_exchange()),
                                        bytes("nothing"), amqp_empty_table);
        });
}

std::string declare_live(Connection& connection, std::uint16_t channel, const Topology& topology,
                         const std::string& name, const std::vector<std::string>& types) {
    const auto queue = topology.queue("resuelve.live." + name);
    Fields arguments;
    arguments.add("x-max-length", most_live);
    asked(connection, "declaring the queue " + queue, [&](auto state) {
        return amqp_queue_declare(state, channel, bytes(queue), false, false, true, true, arguments.table());
    });
    bind_types(connection, channel, queue, topology.live_exchange(), types);
    return queue;
}

} // namespace resuelve::rabbitmq
