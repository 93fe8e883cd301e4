#pragma once

#include "adapters/sqlite/database.hpp"
#include "domain/events/attempts.hpp"
#include "platform/time/clock.hpp"

namespace resuelve::sqlite {

/// Attempts at events in the bus's file, beside the log: the table is of EventLog::migrations().
class Attempts final : public events::Attempts {
public:
    Attempts(Database& database, const Clock& clock) : database_{database}, clock_{clock} {}

    awaitable<int> count(std::string consumer, events::EventId event) override;
    awaitable<void> forget(std::string consumer, events::EventId event) override;
    awaitable<void> forget_before(Instant then) override;

private:
    Database& database_;
    const Clock& clock_;
};

} // namespace resuelve::sqlite
