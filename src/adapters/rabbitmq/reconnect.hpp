#pragma once

#include "domain/events/back_off.hpp"
#include "platform/ids/random.hpp"

namespace resuelve::rabbitmq {

/// When to try to connect again. With jitter, so that not all processes come at once when the broker is back.
class Reconnect {
public:
    using Time = std::chrono::steady_clock::time_point;

    Reconnect(events::BackOff back_off, Random& random) : back_off_{back_off}, random_{random} {}

    void succeeded() { failures_ = 0; }
    void failed(Time now) {
        const auto delay = back_off_.after(++failures_);
        // Between half of the delay and all of it.
        next_ = now + delay / 2 + delay * random_.bytes<1>()[0] / 512;
    }
    bool is_due(Time now) const { return failures_ == 0 || now >= next_; }
    Time next() const { return next_; }

private:
    events::BackOff back_off_;
    Random& random_;
    int failures_ = 0;
    Time next_{};
};

} // namespace resuelve::rabbitmq
