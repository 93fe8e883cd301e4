#pragma once

#include "adapters/memory/audit_log.hpp"
#include "domain/access/session.hpp"

#include <map>
#include <mutex>

namespace resuelve::memory {

/// Keeps sessions in memory, for tests.
class SessionStore final : public access::SessionStore {
public:
    /// `audit` is given what is audited of the changes; it outlives the store.
    explicit SessionStore(AuditLog* audit = nullptr) : audit_{audit} {}

    awaitable<void> put(access::Session session, std::vector<access::AuditRecord> audit) override;
    awaitable<std::optional<access::Session>> find(SessionId id) override;
    awaitable<bool> replace(access::Session session, Sha256Digest before) override;
    awaitable<void> end(SessionId id, Instant now, std::vector<access::AuditRecord> audit) override;
    awaitable<void> end_all(Uuid subject, std::optional<SessionId> except, Instant now) override;
    awaitable<std::vector<access::Session>> list(Uuid subject, Instant now) override;
    awaitable<std::size_t> remove_old(Instant before) override;

private:
    AuditLog* audit_;
    std::mutex mutex_;
    std::map<SessionId, access::Session> sessions_;
};

} // namespace resuelve::memory
