#pragma once

#include "domain/events/event.hpp"
#include "domain/events/event_bus.hpp"
#include "platform/async/awaitable.hpp"

#include <optional>
#include <string>
#include <vector>

namespace resuelve::events {

/// An event and where it stands in the log. Positions grow, and may have gaps where events were forgotten.
struct LoggedEvent {
    std::int64_t position = 0;
    Event event;
};

/// An event that a consumer failed to handle.
struct Parked {
    Event event;
    int attempts = 0;
    Instant not_before{}; ///< when to try again
    std::string reason;   ///< what the last attempt threw
    bool dead = false;    ///< tried often enough: `not_before` is when that was decided
};

/// How far a consumer has come with a batch. Stored as one, so a crash repeats a batch but loses nothing of it.
struct Progress {
    std::int64_t position = 0;    ///< everything up to here was handled or is parked
    std::vector<Parked> parked;   ///< failed, for the first time or again
    std::vector<EventId> handled; ///< were parked, and are done now
};

/// Durable append-only events of one process, and how far each consumer has read them: one row for an event, one
/// position for a consumer. Passes, with the bus on it, tests/contract/event_bus_contract.hpp.
class EventLog {
public:
    virtual ~EventLog() = default;

    /// Returns the position of the last one when all are durable; they have consecutive positions.
    virtual awaitable<std::int64_t> append(std::vector<Event> events) = 0;

    /// The next ones, oldest first; empty at the end.
    virtual awaitable<std::vector<LoggedEvent>> read_after(std::int64_t position, std::size_t limit) = 0;

    /// The position that a consumer recorded last. One that is new begins at the end, as a new queue would.
    virtual awaitable<std::int64_t> join(std::string consumer) = 0;

    virtual awaitable<void> record(std::string consumer, Progress progress) = 0;

    /// What the consumer has to try again, dead ones not among it, the earliest first.
    virtual awaitable<std::vector<Parked>> parked(std::string consumer, std::size_t limit) = 0;

    /// The newest 1,000 of all consumers.
    virtual awaitable<std::vector<DeadLetter>> dead_letters() = 0;
    /// Makes a dead letter an event to be tried now, attempts at zero. False if there is none such.
    virtual awaitable<bool> revive(std::string consumer, EventId event) = 0;

    /// Removes the events up to there, and those of the types `secret` up to `passed`. The last event stays always.
    virtual awaitable<void> forget(std::int64_t up_to, std::int64_t passed, std::vector<std::string> secret) = 0;

    /// The position of the newest event; 0 if there was none.
    virtual awaitable<std::int64_t> last_position() = 0;
};

} // namespace resuelve::events
