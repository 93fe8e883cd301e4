#pragma once

#include "domain/events/attempts.hpp"
#include "platform/time/clock.hpp"

#include <map>
#include <mutex>

namespace resuelve::memory {

/// Keeps attempts in memory, for tests.
class Attempts final : public events::Attempts {
public:
    explicit Attempts(const Clock& clock) : clock_{clock} {}

    awaitable<int> count(std::string consumer, events::EventId event) override;
    awaitable<void> forget(std::string consumer, events::EventId event) override;
    awaitable<void> forget_before(Instant then) override;

private:
    struct Count {
        int attempts = 0;
        Instant last;
    };

    const Clock& clock_;
    std::mutex mutex_;
    std::map<std::pair<std::string, events::EventId>, Count> counts_;
};

} // namespace resuelve::memory
