#include "adapters/memory/event_log.hpp"

#include <algorithm>

namespace resuelve::memory {

awaitable<std::int64_t> EventLog::append(std::vector<events::Event> events) {
    const std::lock_guard lock{mutex_};
    for (auto& event : events)
        events_.emplace(++last_, std::move(event));
    co_return last_;
}

awaitable<std::vector<events::LoggedEvent>> EventLog::read_after(std::int64_t position, std::size_t limit) {
    const std::lock_guard lock{mutex_};
    std::vector<events::LoggedEvent> found;
    for (auto next = events_.upper_bound(position); next != events_.end() && found.size() < limit; ++next)
        found.push_back({next->first, next->second});
    co_return found;
}

awaitable<std::int64_t> EventLog::join(std::string consumer) {
    const std::lock_guard lock{mutex_};
    co_return positions_.try_emplace(std::move(consumer), last_).first->second;
}

awaitable<void> EventLog::record(std::string consumer, events::Progress progress) {
    const std::lock_guard lock{mutex_};
    positions_[consumer] = progress.position;
    for (const auto& id : progress.handled)
        parked_.erase({consumer, id});
    for (auto& parked : progress.parked)
        parked_.insert_or_assign({consumer, parked.event.id}, std::move(parked));
    co_return;
}

awaitable<std::vector<events::Parked>> EventLog::parked(std::string consumer, std::size_t limit) {
    const std::lock_guard lock{mutex_};
    std::vector<events::Parked> found;
    for (const auto& [key, parked] : parked_)
        if (key.first == consumer && !parked.dead) found.push_back(parked);
    std::ranges::sort(found, {}, &events::Parked::not_before);
    if (found.size() > limit) found.resize(limit);
    co_return found;
}

awaitable<std::vector<events::DeadLetter>> EventLog::dead_letters() {
    const std::lock_guard lock{mutex_};
    std::vector<events::DeadLetter> found;
    for (const auto& [key, parked] : parked_)
        if (parked.dead) found.push_back({key.first, parked.event, parked.attempts, parked.reason, parked.not_before});
    std::ranges::sort(found, std::greater{}, &events::DeadLetter::died_at);
    co_return found;
}

awaitable<bool> EventLog::revive(std::string consumer, events::EventId event) {
    const std::lock_guard lock{mutex_};
    const auto found = parked_.find({consumer, event});
    if (found == parked_.end() || !found->second.dead) co_return false;
    found->second.dead = false;
    found->second.attempts = 0;
    found->second.not_before = Instant{};
    co_return true;
}

awaitable<void> EventLog::forget(std::int64_t up_to, std::int64_t passed, std::vector<std::string> secret) {
    const std::lock_guard lock{mutex_};
    std::erase_if(events_, [&](const auto& logged) {
        if (logged.first == last_) return false;
        return logged.first <= up_to ||
               (logged.first <= passed && std::ranges::find(secret, logged.second.type) != secret.end());
    });
    co_return;
}

awaitable<std::int64_t> EventLog::last_position() {
    const std::lock_guard lock{mutex_};
    co_return last_;
}

} // namespace resuelve::memory
