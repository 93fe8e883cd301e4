#include "adapters/sqlite/audit_log.hpp"

#include "platform/json/enum_names.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <limits>

namespace resuelve::sqlite {

namespace {

using access::AuditHead;
using access::SealedRecord;

constexpr std::string_view columns = "number, at, role, actor, act, subject, address, trace_id, detail, hash";

Sha256Digest digest_of(std::span<const std::uint8_t> blob) {
    Sha256Digest digest{};
    std::ranges::copy_n(blob.begin(), std::min(std::ssize(blob), std::ssize(digest)), digest.begin());
    return digest;
}

template <class E>
E named(std::string_view name) {
    const auto value = json::enum_from<E>(name);
    if (!value) throw Error{SQLITE_CORRUPT, fmt::format("an audit record has the unknown {}", name)};
    return *value;
}

SealedRecord read_record(const Statement& row) {
    return {.number = row.integer(0),
            .record = {.at = row.instant(1),
                       .role = named<access::Role>(row.text(2)),
                       .actor = row.optional_uuid(3),
                       .act = named<access::Audited>(row.text(4)),
                       .subject = row.optional_uuid(5),
                       .address = std::string{row.text(6)},
                       .trace_id = std::string{row.text(7)},
                       .detail = std::string{row.text(8)}},
            .hash = digest_of(row.blob(9))};
}

std::vector<SealedRecord> read_all(Statement& select) {
    std::vector<SealedRecord> records;
    while (select.step())
        records.push_back(read_record(select));
    return records;
}

AuditHead read_head(Connection& connection) {
    auto select = connection.prepare("SELECT number, hash FROM audit_head");
    return select.step() ? AuditHead{select.integer(0), digest_of(select.blob(1))} : AuditHead{};
}

void insert(Connection& connection, const SealedRecord& sealed) {
    const auto& record = sealed.record;
    connection
        .prepare("INSERT INTO audit(number, at, role, actor, act, subject, address, trace_id, detail, hash) "
                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
        .bind_all(sealed.number, record.at, access::to_string(record.role), record.actor, json::enum_name(record.act),
                  record.subject, record.address, record.trace_id, record.detail, std::span{sealed.hash})
        .run();
}

/// One condition for each filter that is set: so few statements that each is prepared once.
std::string list_statement(const access::AuditQuery& query) {
    auto sql = fmt::format("SELECT {} FROM audit WHERE number < ?1", columns);
    if (query.actor) sql += " AND actor = ?2";
    if (query.subject) sql += " AND subject = ?3";
    if (query.act) sql += " AND act = ?4";
    if (query.from) sql += " AND at >= ?5";
    if (query.until) sql += " AND at < ?6";
    return sql + " ORDER BY number DESC LIMIT ?7";
}

std::vector<SealedRecord> records_after(Connection& connection, std::int64_t number, std::size_t limit) {
    static const auto sql = fmt::format("SELECT {} FROM audit WHERE number > ?1 ORDER BY number LIMIT ?2", columns);
    auto select = connection.prepare(sql);
    select.bind_all(number, limit);
    return read_all(select);
}

bool has_audit(Connection& connection) {
    return connection.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'audit_head'").step();
}

/// A row that cannot even be read was not written by us.
std::optional<access::AuditBreak> add_row(access::AuditVerification& chain, const Statement& row) {
    try {
        return chain.add(read_record(row));
    } catch (const Error&) {
        return access::AuditBreak{chain.records() + 1, access::AuditFault::wrong_hash};
    }
}

} // namespace

void append_audit(Connection& connection, std::span<const access::AuditRecord> records) {
    if (records.empty()) return;
    auto head = read_head(connection);
    for (const auto& record : records) {
        const auto sealed = access::seal(record, head);
        insert(connection, sealed);
        head = {sealed.number, sealed.hash};
    }
    connection.prepare("INSERT OR REPLACE INTO audit_head(one, number, hash) VALUES (1, ?1, ?2)")
        .bind_all(head.number, std::span{head.hash})
        .run();
}

awaitable<void> AuditLog::append(std::vector<access::AuditRecord> records) {
    co_await database_.write(
        [records = std::move(records)](Connection& connection) { append_audit(connection, records); });
}

awaitable<std::vector<SealedRecord>> AuditLog::list(access::AuditQuery query) {
    co_return co_await database_.read([query](Connection& connection) {
        auto select = connection.prepare(list_statement(query));
        select.bind(1, query.before.value_or(std::numeric_limits<std::int64_t>::max()));
        if (query.actor) select.bind(2, *query.actor);
        if (query.subject) select.bind(3, *query.subject);
        if (query.act) select.bind(4, json::enum_name(*query.act));
        if (query.from) select.bind(5, *query.from);
        if (query.until) select.bind(6, *query.until);
        select.bind(7, query.limit);
        return read_all(select);
    });
}

awaitable<std::vector<SealedRecord>> AuditLog::after(std::int64_t number, std::size_t limit) {
    co_return co_await database_.read(
        [number, limit](Connection& connection) { return records_after(connection, number, limit); });
}

awaitable<AuditHead> AuditLog::head() {
    co_return database_.read_now([](Connection& connection) { return read_head(connection); });
}

access::VerifiedAudit verify_audit(const std::filesystem::path& file) {
    static const auto sql = fmt::format("SELECT {} FROM audit ORDER BY number", columns);
    if (!std::filesystem::exists(file)) throw StoreRefused{file.string() + " does not exist."};
    Connection connection{file, Connection::Mode::read};
    connection.execute("BEGIN"); // records and head as they were at one moment
    if (!has_audit(connection)) return {};
    access::AuditVerification chain;
    auto rows = connection.prepare(sql);
    while (rows.step())
        if (const auto fault = add_row(chain, rows)) return {chain.records(), fault};
    return {chain.records(), chain.end(read_head(connection))};
}

} // namespace resuelve::sqlite
