#include "adapters/mongodb/session_store.hpp"

#include "adapters/mongodb/audit.hpp"
#include "adapters/mongodb/named.hpp"

namespace resuelve::mongodb {
namespace {

using access::Session;

constexpr std::string_view collection = "sessions";

Document fields_of(const Session& session) {
    return {{"_id", session.id},
            {"kind", json::enum_name(session.kind)},
            {"subject", session.subject},
            {"token", session.token},               // SHA-256 of the newest refresh token
            {"token_before", session.token_before}, // of the one that it replaced
            {"signed_in_at", session.signed_in_at},
            {"renewed_at", session.renewed_at},
            {"ended_at", session.ended_at},
            {"only_incident", session.only_incident},
            {"device", session.device},
            {"over_at", session.ended_at.value_or(session.expires_at())}};
}

Session session_in(const Document& row) {
    return {.id = row["_id"].id<SessionId>(),
            .kind = named<access::SessionKind>(row["kind"]),
            .subject = row["subject"].uuid(),
            .token = row["token"].digest(),
            .token_before = row["token_before"].optional_digest(),
            .signed_in_at = row["signed_in_at"].instant(),
            .renewed_at = row["renewed_at"].instant(),
            .ended_at = row["ended_at"].optional_instant(),
            .only_incident = row["only_incident"].optional_id<IncidentId>(),
            .device = std::string{row["device"].text()}};
}

Document ended(Instant now) {
    return {{"$set", Document{{"ended_at", now}, {"over_at", now}}}};
}

} // namespace

std::string sessions_commands() {
    return R"json(
    {"create": "sessions", "validator": {"$jsonSchema": {"bsonType": "object",
        "required": ["_id", "kind", "subject", "token", "signed_in_at", "renewed_at", "device", "over_at"],
        "properties": {"_id": {"bsonType": "binData"}, "kind": {"enum": ["customer", "employee"]},
            "subject": {"bsonType": "binData"}, "token": {"bsonType": "binData"},
            "token_before": {"bsonType": ["binData", "null"]}, "signed_in_at": {"bsonType": "date"},
            "renewed_at": {"bsonType": "date"}, "ended_at": {"bsonType": ["date", "null"]},
            "only_incident": {"bsonType": ["binData", "null"]}, "device": {"bsonType": "string"},
            "over_at": {"bsonType": "date"}}}}},
    {"createIndexes": "sessions", "indexes": [
        {"key": {"subject": 1, "signed_in_at": -1}, "name": "sessions_by_subject"},
        {"key": {"over_at": 1}, "name": "sessions_by_end"}]})json";
}

awaitable<void> SessionStore::put(Session session, std::vector<access::AuditRecord> audit) {
    return write_audited(database_, std::move(audit), [session = std::move(session)](Connection& connection) {
        connection.update_one(collection, {{"_id", session.id}}, fields_of(session), true);
    });
}

awaitable<std::optional<Session>> SessionStore::find(SessionId id) {
    return database_.read([id](Connection& connection) {
        const auto row = connection.find_one(collection, {.filter = {{"_id", id}}});
        return row ? std::optional{session_in(*row)} : std::nullopt;
    });
}

awaitable<bool> SessionStore::replace(Session session, Sha256Digest before) {
    return database_.write([session = std::move(session), before](Connection& connection) {
        const Document filter{{"_id", session.id}, {"token", before}, {"ended_at", nullptr}};
        return connection.update_one(collection, filter, fields_of(session)).matched == 1;
    });
}

awaitable<void> SessionStore::end(SessionId id, Instant now, std::vector<access::AuditRecord> audit) {
    return write_audited(database_, std::move(audit), [id, now](Connection& connection) {
        connection.update_one(collection, {{"_id", id}, {"ended_at", nullptr}}, ended(now));
    });
}

awaitable<void> SessionStore::end_all(Uuid subject, std::optional<SessionId> except, Instant now) {
    return database_.write([subject, except, now](Connection& connection) {
        Document filter{{"subject", subject}, {"ended_at", nullptr}};
        if (except) filter.append("_id", Document{{"$ne", *except}});
        connection.update_many(collection, filter, ended(now));
    });
}

awaitable<std::vector<Session>> SessionStore::list(Uuid subject, Instant now) {
    return database_.read([subject, now](Connection& connection) {
        std::vector<Session> alive;
        for (const auto& row : connection.find(
                 collection,
                 {.filter = {{"subject", subject}, {"ended_at", nullptr}, {"over_at", Document{{"$gt", now}}}},
                  .sort = {{"signed_in_at", -1}}}))
            alive.push_back(session_in(row));
        return alive;
    });
}

awaitable<std::size_t> SessionStore::remove_old(Instant before) {
    return database_.write([before](Connection& connection) {
        return static_cast<std::size_t>(connection.delete_many(collection, {{"over_at", Document{{"$lt", before}}}}));
    });
}

} // namespace resuelve::mongodb
