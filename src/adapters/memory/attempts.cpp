#include "adapters/memory/attempts.hpp"

namespace resuelve::memory {

awaitable<int> Attempts::count(std::string consumer, events::EventId event) {
    const std::lock_guard lock{mutex_};
    auto& count = counts_[{std::move(consumer), event}];
    count.last = clock_.now();
    co_return ++count.attempts;
}

awaitable<void> Attempts::forget(std::string consumer, events::EventId event) {
    const std::lock_guard lock{mutex_};
    counts_.erase({std::move(consumer), event});
    co_return;
}

awaitable<void> Attempts::forget_before(Instant then) {
    const std::lock_guard lock{mutex_};
    std::erase_if(counts_, [then](const auto& row) { return row.second.last < then; });
    co_return;
}

} // namespace resuelve::memory
