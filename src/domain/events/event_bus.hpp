#pragma once

#include "domain/events/event.hpp"
#include "platform/async/awaitable.hpp"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace resuelve::events {

/// Handles one event. Returning means handled; throwing means: again later, at last to the dead letters. What waits for
/// another event throws NotYet.
using Handler = std::function<awaitable<void>(const Event&)>;

/// What one service wants to hear, and does about it.
struct Subscription {
    std::string consumer;           ///< "intake": one durable queue each, however many instances
    std::vector<std::string> types; ///< exact types, or "incident.*"
    Handler handle;
};

/// An event that a consumer could not handle, kept for a person to look at.
struct DeadLetter {
    std::string consumer;
    Event event;
    int attempts = 0;
    std::string reason; ///< what the last attempt threw
    Instant died_at;
};

/// Carries events between services: at least once, in no promised order. Every adapter passes
/// tests/contract/event_bus_contract.hpp.
class EventBus {
public:
    virtual ~EventBus() = default;

    /// Returns when all are durable in the queue of every subscribed consumer.
    virtual awaitable<void> publish(std::vector<Event> events) = 0;

    /// Durable delivery to one consumer. Before start().
    virtual void subscribe(Subscription subscription) = 0;

    /// Every event from now on to this process, while it lives: for live updates and revocations. Before start().
    /// `handle` is called on a thread of the bus and must not block.
    virtual void listen(std::vector<std::string> types, std::function<void(const Event&)> handle) = 0;

    virtual void start() = 0;
    /// Begins no more deliveries and returns at once; those being handled are finished on the bus's executor.
    virtual void stop() = 0;

    virtual awaitable<std::vector<DeadLetter>> dead_letters() = 0;
    /// Puts one dead letter back into its consumer's queue, attempts at zero. False if there is none such.
    virtual awaitable<bool> replay(std::string consumer, EventId event) = 0;
};

} // namespace resuelve::events
