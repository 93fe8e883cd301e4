#include "adapters/sqlite/lease_store.hpp"

namespace resuelve::sqlite {

using events::Lease;

awaitable<std::optional<Lease>> LeaseStore::acquire(std::string name, std::string holder,
                                                    std::chrono::milliseconds time) {
    const auto now = clock_.now();
    co_return co_await database_.write([name, holder, now, time](Connection& connection) -> std::optional<Lease> {
        auto upsert = connection.prepare(
            "INSERT INTO leases(name, holder, fence, expires_at) VALUES (?1, ?2, 1, ?4) ON CONFLICT(name) DO UPDATE "
            "SET holder = ?2, fence = fence + (expires_at <= ?3), expires_at = ?4 "
            "WHERE holder = ?2 OR expires_at <= ?3 RETURNING fence");
        upsert.bind_all(name, holder, now, now + time);
        if (!upsert.step()) return std::nullopt;
        return Lease{.name = name, .holder = holder, .fence = upsert.integer(0)};
    });
}

awaitable<bool> LeaseStore::renew(Lease lease, std::chrono::milliseconds time) {
    const auto now = clock_.now();
    co_return co_await database_.write([lease = std::move(lease), now, time](Connection& connection) {
        connection
            .prepare("UPDATE leases SET expires_at = ?5 "
                     "WHERE name = ?1 AND holder = ?2 AND fence = ?3 AND expires_at > ?4")
            .bind_all(lease.name, lease.holder, lease.fence, now, now + time)
            .run();
        return connection.changes() == 1;
    });
}

awaitable<void> LeaseStore::release(Lease lease) {
    co_await database_.write([lease = std::move(lease)](Connection& connection) {
        connection.prepare("UPDATE leases SET expires_at = 0 WHERE name = ?1 AND holder = ?2 AND fence = ?3")
            .bind_all(lease.name, lease.holder, lease.fence)
            .run();
    });
}

} // namespace resuelve::sqlite
