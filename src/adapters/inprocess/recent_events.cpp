#include "adapters/inprocess/recent_events.hpp"

namespace resuelve::inprocess {

void RecentEvents::add(std::int64_t position, std::shared_ptr<const events::Event> event) {
    const std::lock_guard lock{mutex_};
    events_.emplace_hint(events_.end(), position, std::move(event));
    if (events_.size() > most_) events_.erase(events_.begin());
    newest_ = std::max(newest_, position);
}

std::vector<RecentEvent> RecentEvents::after(std::int64_t position, std::size_t limit) const {
    const std::lock_guard lock{mutex_};
    std::vector<RecentEvent> found;
    for (auto next = events_.find(position + 1); next != events_.end() && found.size() < limit; ++next) {
        if (next->first != position + 1) break;
        found.push_back({++position, next->second});
    }
    return found;
}

std::int64_t RecentEvents::newest() const {
    const std::lock_guard lock{mutex_};
    return newest_;
}

void RecentEvents::begin_at(std::int64_t position) {
    const std::lock_guard lock{mutex_};
    newest_ = std::max(newest_, position);
}

} // namespace resuelve::inprocess
