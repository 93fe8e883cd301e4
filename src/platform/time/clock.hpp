#pragma once

#include "platform/time/instant.hpp"

#include <atomic>

namespace resuelve {

/// Tells what time it is. Everything that depends on time takes one of these.
class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    Instant now() const override {
        return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
};

/// A clock for tests: it stands still until it is told to move.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Instant start) : now_{start} {}
    Instant now() const override { return now_; }
    void set(Instant now) { now_ = now; }
    void advance(std::chrono::milliseconds by) { now_ = now_.load() + by; }

private:
    std::atomic<Instant> now_;
};

} // namespace resuelve
