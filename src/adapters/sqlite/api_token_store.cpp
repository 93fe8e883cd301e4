#include "adapters/sqlite/api_token_store.hpp"

#include "adapters/sqlite/answers.hpp"
#include "adapters/sqlite/audit_log.hpp"
#include "platform/json/parse.hpp"

namespace resuelve::sqlite {

namespace {

using access::ApiToken;

constexpr std::string_view columns =
    "id, name, digest, scopes, ranges, created_by, created_at, expires_at, last_used_at, revoked_at";

std::vector<std::string> read_list(std::string_view text) {
    return boost::json::value_to<std::vector<std::string>>(json::parse(text));
}

std::string write_list(const std::vector<std::string>& list) {
    return boost::json::serialize(boost::json::value_from(list));
}

ApiToken read_token(const Statement& row) {
    ApiToken token{.id = access::ApiTokenId{row.uuid(0)},
                   .name = std::string{row.text(1)},
                   .scopes = read_list(row.text(3)),
                   .ranges = read_list(row.text(4)),
                   .created_by = EmployeeId{row.uuid(5)},
                   .created_at = row.instant(6),
                   .expires_at = row.instant(7),
                   .last_used_at = row.optional_instant(8),
                   .revoked_at = row.optional_instant(9)};
    const auto digest = row.blob(2);
    std::ranges::copy_n(digest.begin(), std::min(std::ssize(digest), std::ssize(token.digest)), token.digest.begin());
    return token;
}

} // namespace

awaitable<void> ApiTokenStore::put(ApiToken token, std::vector<access::AuditRecord> audit,
                                   std::vector<events::Event> events, std::optional<http::RecordedAnswer> answer) {
    co_await database_.write([this, &token, &audit, &events, &answer](Connection& connection) {
        if (answer) record_answer(connection, *answer);
        connection
            .prepare("INSERT INTO api_tokens(id, name, digest, scopes, ranges, created_by, created_at, expires_at, "
                     "last_used_at, revoked_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) "
                     "ON CONFLICT(id) DO UPDATE SET name = ?2, digest = ?3, scopes = ?4, ranges = ?5, created_by = ?6, "
                     "created_at = ?7, expires_at = ?8, last_used_at = ?9, revoked_at = ifnull(revoked_at, ?10)")
            .bind_all(token.id, token.name, std::span{token.digest}, write_list(token.scopes), write_list(token.ranges),
                      token.created_by, token.created_at, token.expires_at, token.last_used_at, token.revoked_at)
            .run();
        append_audit(connection, audit);
        outbox_.append(connection, events);
    });
}

awaitable<std::optional<http::RecordedAnswer>> ApiTokenStore::recorded_answer(std::string key) {
    co_return database_.read_now([&key](Connection& connection) { return find_answer(connection, key); });
}

awaitable<std::optional<ApiToken>> ApiTokenStore::find(Sha256Digest digest) {
    static const auto sql = fmt::format("SELECT {} FROM api_tokens WHERE digest = ?1", columns);
    co_return database_.read_now([&digest](Connection& connection) -> std::optional<ApiToken> {
        auto select = connection.prepare(sql);
        if (!select.bind(1, std::span{digest}).step()) return std::nullopt;
        return read_token(select);
    });
}

awaitable<std::vector<ApiToken>> ApiTokenStore::list() {
    static const auto sql = fmt::format("SELECT {} FROM api_tokens ORDER BY id", columns);
    co_return co_await database_.read([](Connection& connection) {
        auto select = connection.prepare(sql);
        std::vector<ApiToken> all;
        while (select.step())
            all.push_back(read_token(select));
        return all;
    });
}

awaitable<bool> ApiTokenStore::revoke(access::ApiTokenId id, Instant now, std::vector<access::AuditRecord> audit,
                                      std::vector<events::Event> events) {
    co_return co_await database_.write([this, id, now, &audit, &events](Connection& connection) {
        connection.prepare("UPDATE api_tokens SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL")
            .bind_all(id, now)
            .run();
        if (connection.changes() != 1) return false;
        append_audit(connection, audit);
        outbox_.append(connection, events);
        return true;
    });
}

awaitable<void> ApiTokenStore::used(access::ApiTokenId id, Instant now) {
    co_await database_.write([id, now](Connection& connection) {
        connection.prepare("UPDATE api_tokens SET last_used_at = ?2 WHERE id = ?1").bind_all(id, now).run();
    });
}

} // namespace resuelve::sqlite
