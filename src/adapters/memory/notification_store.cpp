#include "adapters/memory/notification_store.hpp"

#include "domain/notifications/templates.hpp"

#include <algorithm>

namespace resuelve::memory {

using notifications::Notification;
using notifications::Person;
using notifications::State;

awaitable<void> NotificationStore::keep(Person person) {
    const std::lock_guard lock{mutex_};
    auto& kept = people_[person.id];
    if (kept.version < person.version || kept.id == Uuid{}) kept = std::move(person);
    co_return;
}

awaitable<std::optional<Person>> NotificationStore::find_person(Uuid id) {
    const std::lock_guard lock{mutex_};
    const auto found = people_.find(id);
    co_return found == people_.end() ? std::nullopt : std::optional{found->second};
}

awaitable<std::vector<Person>> NotificationStore::supervisors() {
    const std::lock_guard lock{mutex_};
    std::vector<Person> found;
    for (const auto& [id, person] : people_)
        if (person.supervises && person.active) found.push_back(person);
    co_return found;
}

awaitable<std::vector<Person>> NotificationStore::employees_at(std::string address) {
    const std::lock_guard lock{mutex_};
    std::vector<Person> found;
    for (const auto& [id, person] : people_) {
        if (person.kind != notifications::Audience::employee || !person.verified || !person.active) continue;
        const auto key = Email::parse(person.email).value_or(Email{}).key();
        if (key == address || key.starts_with(address + '@')) found.push_back(person);
    }
    co_return found;
}

awaitable<bool> NotificationStore::is_verified(Email email) {
    const std::lock_guard lock{mutex_};
    co_return std::ranges::any_of(people_, [&](const auto& entry) {
        const auto& person = entry.second;
        const auto known = Email::parse(person.email);
        return person.verified && person.active && known == email;
    });
}

awaitable<void> NotificationStore::erase(Uuid person) {
    const std::lock_guard lock{mutex_};
    std::erase_if(notifications_, [&](const auto& entry) {
        return entry.second.recipient == person && entry.second.state == State::queued;
    });
    for (auto& [id, one] : notifications_) {
        if (one.recipient != person) continue;
        one.name.clear();
        one.email = {};
        one.subject.clear();
        one.text.clear();
    }
    co_return;
}

awaitable<notifications::Recent> NotificationStore::recent(Email email, notifications::Template what, Instant since) {
    const std::lock_guard lock{mutex_};
    notifications::Recent recent;
    for (const auto& [id, one] : notifications_) {
        if (one.created_at <= since || !notifications::row(one.what).automatic) continue;
        recent.automatic_to_address += one.email == email ? 1 : 0;
        recent.of_template_to_address += one.email == email && one.what == what ? 1 : 0;
        recent.unverified_in_all += one.verified ? 0 : 1;
    }
    co_return recent;
}

awaitable<void> NotificationStore::queue(std::vector<Notification> notifications) {
    const std::lock_guard lock{mutex_};
    for (auto& one : notifications) {
        const bool known = std::ranges::any_of(notifications_, [&](const auto& entry) {
            const auto& other = entry.second;
            return other.cause == one.cause && other.email == one.email && other.what == one.what;
        });
        if (!known) notifications_.emplace(one.id, std::move(one));
    }
    co_return;
}

awaitable<std::vector<Notification>> NotificationStore::due(Instant now, std::size_t limit) {
    const std::lock_guard lock{mutex_};
    std::vector<Notification> found;
    for (const auto& [id, one] : notifications_)
        if (one.state == State::queued && one.not_before <= now) found.push_back(one);
    std::ranges::sort(found, {}, [](const Notification& one) {
        return std::tuple{!is_waited_for(one.what), one.not_before, one.id};
    });
    if (found.size() > limit) found.resize(limit);
    co_return found;
}

awaitable<std::optional<Instant>> NotificationStore::next_due() {
    const std::lock_guard lock{mutex_};
    std::optional<Instant> next;
    for (const auto& [id, one] : notifications_)
        if (one.state == State::queued) next = std::min(next.value_or(one.not_before), one.not_before);
    co_return next;
}

awaitable<void> NotificationStore::record(Notification notification, std::vector<events::Event> events) {
    {
        const std::lock_guard lock{mutex_};
        const auto found = notifications_.find(notification.id);
        if (found == notifications_.end()) co_return; // erased meanwhile
        found->second = std::move(notification);
    }
    outbox_.append(std::move(events));
}

awaitable<std::vector<Notification>> NotificationStore::list(notifications::NotificationQuery query) {
    const std::lock_guard lock{mutex_};
    std::vector<Notification> found;
    for (auto entry = notifications_.rbegin(); entry != notifications_.rend() && found.size() < query.limit; ++entry) {
        const auto& one = entry->second;
        if (query.state && one.state != query.state) continue;
        if (query.what && one.what != query.what) continue;
        if (query.incident && one.incident != query.incident) continue;
        if (query.before && one.id >= *query.before) continue;
        found.push_back(one);
    }
    co_return found;
}

} // namespace resuelve::memory
