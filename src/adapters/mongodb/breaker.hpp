#pragma once

#include <atomic>
#include <chrono>

namespace resuelve::mongodb {

/// Answers at once while servers are known to be away, instead of letting every caller wait for the selection to fail:
/// after a failure one caller in each `pause` tries again (reliability.md §5, rule 6). Safe from several threads.
class Breaker {
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit Breaker(std::chrono::milliseconds pause) : pause_{pause} {}

    /// Whether the caller may try. Of several that ask when the pause is over, one may.
    bool admits(Time now) {
        auto until = closed_to_all_until_.load();
        if (until == Time{}) return true;
        return now >= until && closed_to_all_until_.compare_exchange_strong(until, now + pause_);
    }
    void succeeded() {
        if (closed_to_all_until_.load(std::memory_order_relaxed) != Time{}) closed_to_all_until_ = Time{};
    }
    void failed(Time now) { closed_to_all_until_ = now + pause_; }

private:
    std::chrono::milliseconds pause_;
    std::atomic<Time> closed_to_all_until_{}; ///< the epoch: open to all
};

} // namespace resuelve::mongodb
