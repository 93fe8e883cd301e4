#include "adapters/memory/outbox.hpp"

#include <algorithm>

namespace resuelve::memory {

void Outbox::append(std::vector<events::Event> events) {
    if (events.empty()) return;
    std::vector<std::function<void()>> listeners;
    {
        const std::lock_guard lock{mutex_};
        for (auto& event : events)
            events_.push_back(std::move(event));
        listeners = listeners_;
    }
    for (const auto& wake : listeners)
        wake();
}

awaitable<std::vector<events::Event>> Outbox::waiting(std::size_t limit) {
    const std::lock_guard lock{mutex_};
    const auto count = static_cast<std::ptrdiff_t>(std::min(limit, events_.size()));
    co_return std::vector(events_.begin(), events_.begin() + count);
}

awaitable<void> Outbox::published(std::vector<events::EventId> ids) {
    const std::lock_guard lock{mutex_};
    std::erase_if(events_, [&](const auto& event) { return std::ranges::find(ids, event.id) != ids.end(); });
    co_return;
}

void Outbox::on_commit(std::function<void()> wake) {
    const std::lock_guard lock{mutex_};
    listeners_.push_back(std::move(wake));
}

} // namespace resuelve::memory
