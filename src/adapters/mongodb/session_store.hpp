#pragma once

#include "adapters/mongodb/database.hpp"
#include "domain/access/session.hpp"

namespace resuelve::mongodb {

/// The commands that the store needs in a migration.
std::string sessions_commands();

/// Keeps the sessions of one service's people, a document each.
class SessionStore final : public access::SessionStore {
public:
    /// Outlives the store.
    explicit SessionStore(Database& database) : database_{database} {}

    awaitable<void> put(access::Session session, std::vector<access::AuditRecord> audit = {}) override;
    awaitable<std::optional<access::Session>> find(SessionId id) override;
    awaitable<bool> replace(access::Session session, Sha256Digest before) override;
    awaitable<void> end(SessionId id, Instant now, std::vector<access::AuditRecord> audit = {}) override;
    awaitable<void> end_all(Uuid subject, std::optional<SessionId> except, Instant now) override;
    awaitable<std::vector<access::Session>> list(Uuid subject, Instant now) override;
    awaitable<std::size_t> remove_old(Instant before) override;

private:
    Database& database_;
};

} // namespace resuelve::mongodb
