#include "adapters/memory/lease_store.hpp"

namespace resuelve::memory {

using events::Lease;

awaitable<std::optional<Lease>> LeaseStore::acquire(std::string name, std::string holder,
                                                    std::chrono::milliseconds time) {
    const std::lock_guard lock{mutex_};
    const auto now = clock_.now();
    auto& row = rows_.try_emplace(name, Row{.lease = {.name = name}}).first->second;
    const bool runs = row.expires_at > now;
    if (runs && row.lease.holder != holder) co_return std::nullopt;
    if (!runs) ++row.lease.fence;
    row.lease.holder = holder;
    row.expires_at = now + time;
    co_return row.lease;
}

awaitable<bool> LeaseStore::renew(Lease lease, std::chrono::milliseconds time) {
    const std::lock_guard lock{mutex_};
    const auto found = rows_.find(lease.name);
    const auto now = clock_.now();
    if (found == rows_.end() || found->second.lease != lease || found->second.expires_at <= now) co_return false;
    found->second.expires_at = now + time;
    co_return true;
}

awaitable<void> LeaseStore::release(Lease lease) {
    const std::lock_guard lock{mutex_};
    if (const auto found = rows_.find(lease.name); found != rows_.end() && found->second.lease == lease)
        found->second.expires_at = {};
    co_return;
}

} // namespace resuelve::memory
