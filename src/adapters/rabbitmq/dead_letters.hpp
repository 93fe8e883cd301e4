#pragma once

#include "adapters/rabbitmq/dead_letter.hpp"
#include "adapters/rabbitmq/topology.hpp"
#include "platform/async/blocking_pool.hpp"

namespace resuelve::rabbitmq {

/// Looks into the queues of dead letters, without taking anything out of them but what is replayed. One process at a
/// time looks into a queue: what one holds, others would not see.
class DeadLetters {
public:
    static constexpr std::size_t most = 1000; ///< of each consumer, the oldest

    DeadLetters(Address address, const Topology& topology) : address_{std::move(address)}, topology_{topology} {}

    /// Of every consumer, those of other processes too. Throws Problem::unavailable if the broker is away or another
    /// process looks for too long.
    awaitable<std::vector<events::DeadLetter>> list();
    awaitable<bool> replay(std::string consumer, events::EventId event);

private:
    class Look;

    const Address address_;
    const Topology& topology_;
    BlockingPool pool_{"the dead letters", 1, 16};
};

} // namespace resuelve::rabbitmq
