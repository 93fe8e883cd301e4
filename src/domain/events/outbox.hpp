#pragma once

#include "domain/events/event.hpp"
#include "platform/async/awaitable.hpp"

#include <functional>
#include <vector>

namespace resuelve::events {

/// The events that a store committed together with its changes and that nobody has published yet.
class Outbox {
public:
    virtual ~Outbox() = default;

    /// The oldest that are waiting, by the order of their commits.
    virtual awaitable<std::vector<Event>> waiting(std::size_t limit) = 0;

    /// Forgets those that were published.
    virtual awaitable<void> published(std::vector<EventId> ids) = 0;

    /// `wake` is called, from any thread, after each commit that added events.
    virtual void on_commit(std::function<void()> wake) = 0;
};

} // namespace resuelve::events
