#pragma once

#include "adapters/rabbitmq/dead_letters.hpp"

namespace resuelve::rabbitmq {

/// Dead letters taken over into a broker, or out of one, by an administrator. Blocking.
class DeadLetterTransfer {
public:
    /// Throws BrokerRefused if the URI is none.
    DeadLetterTransfer(const std::string& uri, std::vector<Interest> everybody);

    /// Makes the queues that are missing. The name of one in which events wait to be heard; empty if there is none.
    std::string queue_with_events();

    /// All of them. Throws Problem::unavailable, or std::runtime_error if a queue has more than can be looked at.
    std::vector<events::DeadLetter> list();
    /// Returns when it is durable. Throws std::runtime_error.
    void put(const events::DeadLetter& letter);

private:
    const Address address_;
    const Topology topology_;
    DeadLetters letters_;
};

} // namespace resuelve::rabbitmq
