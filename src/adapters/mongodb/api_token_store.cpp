#include "adapters/mongodb/api_token_store.hpp"

#include "adapters/mongodb/answers.hpp"
#include "adapters/mongodb/audit.hpp"
#include "adapters/mongodb/entity.hpp"

namespace resuelve::mongodb {
namespace {

using access::ApiToken;

constexpr std::string_view collection = "api_tokens";

Document fields_of(const ApiToken& token) {
    return {{"_id", token.id},
            {"name", token.name},
            {"digest", token.digest}, // SHA-256 of the token
            {"scopes", Array::of(token.scopes)},
            {"ranges", Array::of(token.ranges)},
            {"created_by", token.created_by},
            {"created_at", token.created_at},
            {"expires_at", token.expires_at},
            {"last_used_at", token.last_used_at}};
}

std::vector<std::string> texts_in(const Element& list) {
    std::vector<std::string> texts;
    for (const auto& item : list.items())
        texts.emplace_back(item.text());
    return texts;
}

ApiToken token_in(const Document& row) {
    return {.id = row["_id"].id<access::ApiTokenId>(),
            .name = std::string{row["name"].text()},
            .digest = row["digest"].digest(),
            .scopes = texts_in(row["scopes"]),
            .ranges = texts_in(row["ranges"]),
            .created_by = row["created_by"].id<EmployeeId>(),
            .created_at = row["created_at"].instant(),
            .expires_at = row["expires_at"].instant(),
            .last_used_at = row["last_used_at"].optional_instant(),
            .revoked_at = row["revoked_at"].optional_instant()};
}

/// Nothing was revoked, so nothing is audited either.
class NothingToRevoke final : public std::exception {};

} // namespace

std::string api_tokens_commands() {
    return std::string{R"json(
    {"create": "api_tokens", "validator": {"$jsonSchema": {"bsonType": "object",
        "required": ["_id", "name", "digest", "scopes", "ranges", "created_by", "created_at", "expires_at",
            "outbox"],
        "properties": {"_id": {"bsonType": "binData"}, "name": {"bsonType": "string"},
            "digest": {"bsonType": "binData"}, "scopes": {"bsonType": "array"}, "ranges": {"bsonType": "array"},
            "created_by": {"bsonType": "binData"}, "created_at": {"bsonType": "date"},
            "expires_at": {"bsonType": "date"}, "last_used_at": {"bsonType": ["date", "null"]},
            "revoked_at": {"bsonType": ["date", "null"]}, "outbox": {"bsonType": "array"}}}}},
    {"createIndexes": "api_tokens", "indexes": [
        {"key": {"digest": 1}, "name": "api_tokens_by_digest", "unique": true}]},)json"} +
           entity_indexes(collection);
}

awaitable<void> ApiTokenStore::put(ApiToken token, std::vector<access::AuditRecord> audit,
                                   std::vector<events::Event> events, std::optional<http::RecordedAnswer> answer) {
    const bool told = !events.empty();
    const auto write = [token = std::move(token), events = std::move(events), answer](Connection& connection) {
        if (answer) record_answer(connection, *answer);
        // What was revoked stays so.
        const Document revoked{{"$ifNull", Array{"$revoked_at", token.revoked_at}}};
        const Document computed{{"revoked_at", revoked}, {"outbox", appended("outbox", outbox_items(events))}};
        connection.update_one(collection, {{"_id", token.id}}, set_pipeline(fields_of(token), computed), true);
    };
    try {
        if (answer && audit.empty())
            co_await database_.transaction(write);
        else
            co_await write_audited(database_, std::move(audit), write);
    } catch (const Error& fault) {
        if (answer && fault.is_duplicate_key()) throw http::AlreadyAnswered{};
        throw;
    }
    if (told) outbox_.committed();
}

awaitable<std::optional<http::RecordedAnswer>> ApiTokenStore::recorded_answer(std::string key) {
    return database_.read(
        [key = std::move(key)](Connection& connection) { return find_recorded_answer(connection, key); });
}

awaitable<std::optional<ApiToken>> ApiTokenStore::find(Sha256Digest digest) {
    return database_.read([digest](Connection& connection) {
        const auto row = connection.find_one(collection, {.filter = {{"digest", digest}}});
        return row ? std::optional{token_in(*row)} : std::nullopt;
    });
}

awaitable<std::vector<ApiToken>> ApiTokenStore::list() {
    return database_.read([](Connection& connection) {
        std::vector<ApiToken> all;
        for (const auto& row :
             connection.find(collection, {.filter = {{"_id", Document{{"$gte", Uuid{}}}}}, .sort = {{"_id", 1}}}))
            all.push_back(token_in(row));
        return all;
    });
}

awaitable<bool> ApiTokenStore::revoke(access::ApiTokenId id, Instant now, std::vector<access::AuditRecord> audit,
                                      std::vector<events::Event> events) {
    const bool told = !events.empty();
    try {
        co_await write_audited(database_, std::move(audit),
                               [id, now, events = std::move(events)](Connection& connection) {
                                   const Document filter{{"_id", id}, {"revoked_at", nullptr}};
                                   const Document more{{"outbox", Document{{"$each", outbox_items(events)}}}};
                                   const Document change{{"$set", Document{{"revoked_at", now}}}, {"$push", more}};
                                   if (connection.update_one(collection, filter, change).matched == 0)
                                       throw NothingToRevoke{};
                               });
    } catch (const NothingToRevoke&) {
        co_return false;
    }
    if (told) outbox_.committed();
    co_return true;
}

awaitable<void> ApiTokenStore::used(access::ApiTokenId id, Instant now) {
    return database_.write([id, now](Connection& connection) {
        connection.update_one(collection, {{"_id", id}}, Document{{"$set", Document{{"last_used_at", now}}}});
    });
}

} // namespace resuelve::mongodb
