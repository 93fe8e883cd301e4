#include "adapters/sqlite/kept_store.hpp"

#include "adapters/sqlite/answers.hpp"
#include "adapters/sqlite/audit_log.hpp"
#include "platform/http/problem.hpp"
#include "platform/json/enum_names.hpp"
#include "platform/json/parse.hpp"

namespace resuelve::sqlite {

const std::string_view kept_schema = R"sql(
CREATE TABLE kept(
    holder_kind TEXT NOT NULL CHECK (holder_kind IN ('employee', 'team', 'shop')),
    holder      BLOB NOT NULL,     -- zeros for the shop
    what        TEXT NOT NULL CHECK (what IN ('preferences', 'views', 'templates')),
    version     INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    content     TEXT NOT NULL,     -- a JSON object; too long for a table without row ids
    PRIMARY KEY (holder_kind, holder, what)
) STRICT;
)sql";

/// SQLite cannot change a CHECK where it stands.
const std::string_view kept_categories_schema = R"sql(
ALTER TABLE kept RENAME TO kept_before;
CREATE TABLE kept(
    holder_kind TEXT NOT NULL CHECK (holder_kind IN ('employee', 'team', 'shop')),
    holder      BLOB NOT NULL,     -- zeros for the shop
    what        TEXT NOT NULL CHECK (what IN ('preferences', 'views', 'templates', 'categories')),
    version     INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    content     TEXT NOT NULL,     -- a JSON object; too long for a table without row ids
    PRIMARY KEY (holder_kind, holder, what)
) STRICT;
INSERT INTO kept(holder_kind, holder, what, version, updated_at, content)
SELECT holder_kind, holder, what, version, updated_at, content FROM kept_before;
DROP TABLE kept_before;
)sql";

namespace {

using employees::Holder;
using employees::Kept;
using employees::KeptDocument;

std::optional<KeptDocument> find_now(Connection& connection, Kept what, const Holder& holder) {
    auto select = connection.prepare("SELECT version, updated_at, content FROM kept "
                                     "WHERE holder_kind = ?1 AND holder = ?2 AND what = ?3");
    if (!select.bind_all(json::enum_name(holder.kind), holder.id, json::enum_name(what)).step()) return std::nullopt;
    return KeptDocument{.what = what,
                        .holder = holder,
                        .version = select.integer(0),
                        .updated_at = select.instant(1),
                        .content = json::parse(select.text(2)).as_object()};
}

void write(Connection& connection, const KeptDocument& document) {
    auto statement = connection.prepare(
        document.version == 1 ? "INSERT INTO kept(holder_kind, holder, what, version, updated_at, content) "
                                "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING"
                              : "UPDATE kept SET version = ?4, updated_at = ?5, content = ?6 "
                                "WHERE holder_kind = ?1 AND holder = ?2 AND what = ?3 AND version = ?4 - 1");
    statement
        .bind_all(json::enum_name(document.holder.kind), document.holder.id, json::enum_name(document.what),
                  document.version, document.updated_at, boost::json::serialize(document.content))
        .run();
    if (connection.changes() == 0) throw Problem{Problem::stale_version};
}

} // namespace

awaitable<std::vector<KeptDocument>> KeptStore::find(Kept what, std::vector<Holder> holders) {
    co_return co_await database_.read([what, &holders](Connection& connection) {
        std::vector<KeptDocument> found;
        for (const auto& holder : holders)
            if (auto document = find_now(connection, what, holder)) found.push_back(std::move(*document));
        return found;
    });
}

awaitable<void> KeptStore::put(KeptDocument document, std::optional<http::RecordedAnswer> answer,
                               std::vector<access::AuditRecord> audit) {
    co_await database_.write([&document, &answer, &audit](Connection& connection) {
        if (answer) record_answer(connection, *answer);
        write(connection, document);
        append_audit(connection, audit);
    });
}

awaitable<void> KeptStore::forget(Holder holder) {
    co_await database_.write([&holder](Connection& connection) {
        connection.prepare("DELETE FROM kept WHERE holder_kind = ?1 AND holder = ?2")
            .bind_all(json::enum_name(holder.kind), holder.id)
            .run();
    });
}

awaitable<std::optional<http::RecordedAnswer>> KeptStore::recorded_answer(std::string key) {
    co_return database_.read_now([&key](Connection& connection) { return find_answer(connection, key); });
}

} // namespace resuelve::sqlite
