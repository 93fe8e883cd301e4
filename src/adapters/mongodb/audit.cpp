#include "adapters/mongodb/audit.hpp"

#include "adapters/mongodb/named.hpp"

namespace resuelve::mongodb {
namespace {

using access::AuditHead;
using access::SealedRecord;

Document row_of(const SealedRecord& sealed) {
    const auto& record = sealed.record;
    return {{"_id", sealed.number},
            {"at", record.at},
            {"role", access::to_string(record.role)},
            {"actor", record.actor},
            {"act", json::enum_name(record.act)},
            {"subject", record.subject},
            {"address", record.address},
            {"trace_id", record.trace_id},
            {"detail", record.detail},
            {"hash", sealed.hash}};
}

SealedRecord record_in(const Document& row) {
    return {.number = row["_id"].integer(),
            .record = {.at = row["at"].instant(),
                       .role = named<access::Role>(row["role"]),
                       .actor = row["actor"].optional_uuid(),
                       .act = named<access::Audited>(row["act"]),
                       .subject = row["subject"].optional_uuid(),
                       .address = std::string{row["address"].text()},
                       .trace_id = std::string{row["trace_id"].text()},
                       .detail = std::string{row["detail"].text()}},
            .hash = row["hash"].digest()};
}

std::vector<SealedRecord> records_in(const std::vector<Document>& rows) {
    std::vector<SealedRecord> records;
    for (const auto& row : rows)
        records.push_back(record_in(row));
    return records;
}

AuditHead read_head(Connection& connection) {
    const auto row = connection.find_one("audit_head", {.filter = {{"_id", "head"}}});
    return row ? AuditHead{(*row)["number"].integer(), (*row)["hash"].digest()} : AuditHead{};
}

Document filter_of(const access::AuditQuery& query) {
    Document filter;
    if (query.before) filter.append("_id", Document{{"$lt", *query.before}});
    if (query.actor) filter.append("actor", *query.actor);
    if (query.subject) filter.append("subject", *query.subject);
    if (query.act) filter.append("act", json::enum_name(*query.act));
    Document time;
    if (query.from) time.append("$gte", *query.from);
    if (query.until) time.append("$lt", *query.until);
    if (!time.empty()) filter.append("at", time);
    return filter;
}

} // namespace

std::string audit_commands() {
    return R"json(
    {"create": "audit", "validator": {"$jsonSchema": {"bsonType": "object",
        "required": ["_id", "at", "role", "act", "address", "trace_id", "detail", "hash"],
        "properties": {"_id": {"bsonType": "long"}, "at": {"bsonType": "date"}, "role": {"bsonType": "string"},
            "actor": {"bsonType": ["binData", "null"]}, "act": {"bsonType": "string"},
            "subject": {"bsonType": ["binData", "null"]}, "hash": {"bsonType": "binData"}}}}},
    {"create": "audit_head"},
    {"createIndexes": "audit", "indexes": [
        {"key": {"actor": 1, "_id": 1}, "name": "audit_of_actor"},
        {"key": {"subject": 1, "_id": 1}, "name": "audit_of_subject"},
        {"key": {"act": 1, "_id": 1}, "name": "audit_of_act"},
        {"key": {"at": 1}, "name": "audit_by_time"}]})json";
}

void append_audit(Connection& connection, std::span<const access::AuditRecord> records) {
    if (records.empty()) return;
    auto head = read_head(connection);
    for (const auto& record : records) {
        const auto sealed = access::seal(record, head);
        connection.insert("audit", row_of(sealed));
        head = {sealed.number, sealed.hash};
    }
    connection.update_one("audit_head", {{"_id", "head"}},
                          Document{{"$set", Document{{"number", head.number}, {"hash", head.hash}}}}, true);
}

awaitable<void> AuditLog::append(std::vector<access::AuditRecord> records) {
    co_await database_.transaction_in_turn(
        [records = std::move(records)](Connection& connection) { append_audit(connection, records); });
}

awaitable<std::vector<SealedRecord>> AuditLog::list(access::AuditQuery query) {
    co_return co_await database_.read([query](Connection& connection) {
        return records_in(
            connection.find("audit", {.filter = filter_of(query), .sort = {{"_id", -1}}, .limit = query.limit}));
    });
}

awaitable<std::vector<SealedRecord>> AuditLog::after(std::int64_t number, std::size_t limit) {
    co_return co_await database_.read([number, limit](Connection& connection) {
        return records_in(connection.find(
            "audit", {.filter = {{"_id", Document{{"$gt", number}}}}, .sort = {{"_id", 1}}, .limit = limit}));
    });
}

awaitable<AuditHead> AuditLog::head() {
    co_return co_await database_.read([](Connection& connection) { return read_head(connection); });
}

} // namespace resuelve::mongodb
