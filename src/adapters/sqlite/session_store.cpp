#include "adapters/sqlite/session_store.hpp"

#include "adapters/sqlite/audit_log.hpp"
#include "platform/json/enum_names.hpp"

namespace resuelve::sqlite {

const std::string_view sessions_schema = R"sql(
CREATE TABLE sessions(
    id            BLOB PRIMARY KEY,
    kind          TEXT NOT NULL CHECK (kind IN ('customer', 'employee')),
    subject       BLOB NOT NULL,
    token         BLOB NOT NULL,     -- SHA-256 of the newest refresh token
    token_before  BLOB,              -- of the one that it replaced
    signed_in_at  INTEGER NOT NULL,
    renewed_at    INTEGER NOT NULL,
    ended_at      INTEGER,
    only_incident BLOB,
    device        TEXT NOT NULL,
    over_at       INTEGER NOT NULL   -- ended_at, else when it expires
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_subject ON sessions(subject, signed_in_at);
CREATE INDEX sessions_by_end ON sessions(over_at);
)sql";

namespace {

using access::Session;

constexpr std::string_view columns =
    "id, kind, subject, token, token_before, signed_in_at, renewed_at, ended_at, only_incident, device";

Sha256Digest digest_of(std::span<const std::uint8_t> blob) {
    Sha256Digest digest{};
    std::ranges::copy_n(blob.begin(), std::min(std::ssize(blob), std::ssize(digest)), digest.begin());
    return digest;
}

Session read_session(const Statement& row) {
    return {.id = SessionId{row.uuid(0)},
            .kind = json::enum_from<access::SessionKind>(row.text(1)).value(),
            .subject = row.uuid(2),
            .token = digest_of(row.blob(3)),
            .token_before = row.is_null(4) ? std::nullopt : std::optional{digest_of(row.blob(4))},
            .signed_in_at = row.instant(5),
            .renewed_at = row.instant(6),
            .ended_at = row.optional_instant(7),
            .only_incident = row.optional_id<IncidentId>(8),
            .device = std::string{row.text(9)}};
}

void bind_session(Statement& statement, const Session& session) {
    statement.bind_all(session.id, json::enum_name(session.kind), session.subject, std::span{session.token},
                       std::nullopt, session.signed_in_at, session.renewed_at, session.ended_at, session.only_incident,
                       session.device, session.ended_at.value_or(session.expires_at()));
    if (session.token_before) statement.bind(5, std::span{*session.token_before});
}

} // namespace

awaitable<void> SessionStore::put(Session session, std::vector<access::AuditRecord> audit) {
    co_await database_.write([session = std::move(session), audit = std::move(audit)](Connection& connection) {
        auto insert = connection.prepare(
            "INSERT OR REPLACE INTO sessions(id, kind, subject, token, token_before, signed_in_at, renewed_at, "
            "ended_at, only_incident, device, over_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
        bind_session(insert, session);
        insert.run();
        append_audit(connection, audit);
    });
}

awaitable<std::optional<Session>> SessionStore::find(SessionId id) {
    static const auto sql = fmt::format("SELECT {} FROM sessions WHERE id = ?1", columns);
    co_return database_.read_now([id](Connection& connection) -> std::optional<Session> {
        auto select = connection.prepare(sql);
        if (!select.bind(1, id).step()) return std::nullopt;
        return read_session(select);
    });
}

awaitable<bool> SessionStore::replace(Session session, Sha256Digest before) {
    co_return co_await database_.write([session = std::move(session), before](Connection& connection) {
        auto update = connection.prepare(
            "UPDATE sessions SET kind = ?2, subject = ?3, token = ?4, token_before = ?5, signed_in_at = ?6, "
            "renewed_at = ?7, ended_at = ?8, only_incident = ?9, device = ?10, over_at = ?11 "
            "WHERE id = ?1 AND token = ?12 AND ended_at IS NULL");
        bind_session(update, session);
        update.bind(12, std::span{before}).run();
        return connection.changes() == 1;
    });
}

awaitable<void> SessionStore::end(SessionId id, Instant now, std::vector<access::AuditRecord> audit) {
    co_await database_.write([id, now, audit = std::move(audit)](Connection& connection) {
        connection.prepare("UPDATE sessions SET ended_at = ?2, over_at = ?2 WHERE id = ?1 AND ended_at IS NULL")
            .bind_all(id, now)
            .run();
        append_audit(connection, audit);
    });
}

awaitable<void> SessionStore::end_all(Uuid subject, std::optional<SessionId> except, Instant now) {
    co_await database_.write([subject, except, now](Connection& connection) {
        connection
            .prepare("UPDATE sessions SET ended_at = ?2, over_at = ?2 "
                     "WHERE subject = ?1 AND ended_at IS NULL AND id IS NOT ?3")
            .bind_all(subject, now, except)
            .run();
    });
}

awaitable<std::vector<Session>> SessionStore::list(Uuid subject, Instant now) {
    static const auto sql =
        fmt::format("SELECT {} FROM sessions WHERE subject = ?1 AND ended_at IS NULL AND over_at > ?2 "
                    "ORDER BY signed_in_at DESC",
                    columns);
    co_return co_await database_.read([subject, now](Connection& connection) {
        auto select = connection.prepare(sql);
        select.bind_all(subject, now);
        std::vector<Session> alive;
        while (select.step())
            alive.push_back(read_session(select));
        return alive;
    });
}

awaitable<std::size_t> SessionStore::remove_old(Instant before) {
    co_return co_await database_.write([before](Connection& connection) {
        connection.prepare("DELETE FROM sessions WHERE over_at < ?1").bind(1, before).run();
        return static_cast<std::size_t>(connection.changes());
    });
}

} // namespace resuelve::sqlite
