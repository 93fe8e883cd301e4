#pragma once

#include "adapters/mongodb/database.hpp"
#include "domain/events/attempts.hpp"
#include "platform/time/clock.hpp"

namespace resuelve::mongodb {

/// The commands that the store needs in a migration.
std::string attempts_commands();

/// Attempts at events in the database of the consumers' service.
class Attempts final : public events::Attempts {
public:
    /// Both outlive it.
    Attempts(Database& database, const Clock& clock) : database_{database}, clock_{clock} {}

    awaitable<int> count(std::string consumer, events::EventId event) override;
    awaitable<void> forget(std::string consumer, events::EventId event) override;
    awaitable<void> forget_before(Instant then) override;

private:
    Database& database_;
    const Clock& clock_;
};

} // namespace resuelve::mongodb
