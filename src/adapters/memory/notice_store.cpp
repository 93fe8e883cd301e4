#include "adapters/memory/notice_store.hpp"

#include <algorithm>

namespace resuelve::memory {

using notifications::Notice;

awaitable<void> NoticeStore::add(std::vector<notifications::MadeNotice> made) {
    std::vector<events::Event> told;
    {
        const std::lock_guard lock{mutex_};
        for (auto& one : made) {
            auto& own = of_[one.notice.employee];
            const auto id = one.notice.id;
            if (own.emplace(id, std::move(one.notice)).second) told.push_back(std::move(one.told));
            while (own.size() > notifications::limits::notices_of_one)
                own.erase(own.begin());
        }
    }
    outbox_.append(std::move(told));
    co_return;
}

awaitable<std::vector<Notice>> NoticeStore::list(notifications::NoticeQuery query) {
    const std::lock_guard lock{mutex_};
    const auto& own = of_[query.employee];
    std::vector<Notice> found;
    for (auto entry = own.rbegin(); entry != own.rend() && found.size() < query.limit; ++entry) {
        const auto& notice = entry->second;
        if (query.unread && notice.read_at) continue;
        if (query.before && notice.id >= *query.before) continue;
        found.push_back(notice);
    }
    co_return found;
}

awaitable<std::size_t> NoticeStore::unread(EmployeeId employee) {
    const std::lock_guard lock{mutex_};
    const auto is_unread = [](const auto& entry) { return !entry.second.read_at; };
    co_return static_cast<std::size_t>(std::ranges::count_if(of_[employee], is_unread));
}

awaitable<bool> NoticeStore::mark_read(EmployeeId employee, notifications::NoticeId notice, Instant now) {
    const std::lock_guard lock{mutex_};
    auto& own = of_[employee];
    const auto found = own.find(notice);
    if (found == own.end()) co_return false;
    if (!found->second.read_at) found->second.read_at = now;
    co_return true;
}

awaitable<void> NoticeStore::mark_read_up_to(EmployeeId employee, notifications::NoticeId newest, Instant now) {
    const std::lock_guard lock{mutex_};
    for (auto& [id, notice] : of_[employee])
        if (id <= newest && !notice.read_at) notice.read_at = now;
    co_return;
}

awaitable<void> NoticeStore::mark_unread(EmployeeId employee, Instant read_at) {
    const std::lock_guard lock{mutex_};
    for (auto& [id, notice] : of_[employee])
        if (notice.read_at == read_at) notice.read_at.reset();
    co_return;
}

awaitable<void> NoticeStore::link(IncidentId incident, CustomerId customer) {
    const std::lock_guard lock{mutex_};
    for (auto& [employee, own] : of_)
        for (auto& [id, notice] : own)
            if (notice.incident == incident && !notice.customer) notice.customer = customer;
    co_return;
}

awaitable<void> NoticeStore::erase(CustomerId customer) {
    const std::lock_guard lock{mutex_};
    for (auto& [employee, own] : of_)
        for (auto& [id, notice] : own)
            if (notice.customer == customer) notice.subject.clear();
    co_return;
}

awaitable<void> NoticeStore::forget(Instant before) {
    const std::lock_guard lock{mutex_};
    for (auto& [employee, own] : of_)
        std::erase_if(own, [&](const auto& entry) { return entry.second.made_at < before; });
    co_return;
}

} // namespace resuelve::memory
