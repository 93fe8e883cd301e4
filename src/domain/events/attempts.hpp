#pragma once

#include "domain/events/event.hpp"
#include "platform/async/awaitable.hpp"

#include <string>

namespace resuelve::events {

/// Counts how often a consumer has tried the events that it had trouble with. For buses whose broker cannot be trusted
/// with it: there, an event that ends its process makes others that were waiting in the same process count too. Kept in
/// the consumer's own store, so that while that is away nothing counts as an attempt either. Passes
/// tests/contract/attempts_contract.hpp.
class Attempts {
public:
    virtual ~Attempts() = default;

    /// Durably counts one more and returns how many there are now. Counts of several instances add up.
    virtual awaitable<int> count(std::string consumer, EventId event) = 0;

    /// Begins at zero again: it was handled, given up, or is to be replayed. None counted is no error.
    virtual awaitable<void> forget(std::string consumer, EventId event) = 0;

    /// Removes those that were last counted before then: their event came to its end elsewhere.
    virtual awaitable<void> forget_before(Instant then) = 0;
};

} // namespace resuelve::events
