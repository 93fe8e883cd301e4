#include "adapters/mongodb/kept_store.hpp"

#include "adapters/mongodb/answers.hpp"
#include "adapters/mongodb/audit.hpp"
#include "adapters/mongodb/entity.hpp"
#include "adapters/mongodb/json.hpp"
#include "adapters/mongodb/named.hpp"
#include "platform/http/problem.hpp"

#include <map>

namespace resuelve::mongodb {
namespace {

using employees::Holder;
using employees::HolderKind;
using employees::Kept;
using employees::KeptDocument;

constexpr std::string_view collection = "kept";

std::string key_of(Kept what, const Holder& holder) {
    return fmt::format("{}/{}/{}", json::enum_name(holder.kind), holder.id.to_string(), json::enum_name(what));
}

KeptDocument document_in(const Document& row) {
    return {.what = named<Kept>(row["what"]),
            .holder = {named<HolderKind>(row["holder_kind"]), row["holder"].uuid()},
            .version = row["version"].integer(),
            .updated_at = row["updated_at"].instant(),
            .content = to_json(row["content"].document())};
}

void write(Connection& connection, const KeptDocument& document) {
    const auto key = key_of(document.what, document.holder);
    const auto content = from_json(document.content);
    const Document fields{{"_id", key},
                          {"holder_kind", json::enum_name(document.holder.kind)},
                          {"holder", document.holder.id},
                          {"what", json::enum_name(document.what)},
                          {"version", document.version},
                          {"updated_at", document.updated_at},
                          {"content", content}};
    if (document.version == 1) return connection.insert(collection, fields);
    const Document change{{"version", document.version}, {"updated_at", document.updated_at}, {"content", content}};
    const auto updated = connection.update_one(collection, {{"_id", key}, {"version", document.version - 1}},
                                               Document{{"$set", change}});
    if (updated.matched == 0) throw NotWritten{};
}

/// Whether it is the version or the key that was there before.
bool is_refusal(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (const Error& fault) {
        return fault.is_duplicate_key();
    } catch (const NotWritten&) {
        return true;
    } catch (...) {
        return false;
    }
}

} // namespace

std::string kept_commands() {
    return R"json(
    {"create": "kept", "validator": {"$jsonSchema": {"bsonType": "object",
        "required": ["_id", "holder_kind", "holder", "what", "version", "updated_at", "content"],
        "properties": {"_id": {"bsonType": "string"}, "holder_kind": {"enum": ["employee", "team", "shop"]},
            "holder": {"bsonType": "binData"}, "what": {"enum": ["preferences", "views", "templates"]},
            "version": {"bsonType": "long", "minimum": 1}, "updated_at": {"bsonType": "date"},
            "content": {"bsonType": "object"}}}}},
    {"createIndexes": "kept", "indexes": [
        {"key": {"holder": 1, "holder_kind": 1}, "name": "kept_by_holder"}]})json";
}

std::string kept_categories_commands() {
    return R"json(
    {"collMod": "kept", "validator": {"$jsonSchema": {"bsonType": "object",
        "required": ["_id", "holder_kind", "holder", "what", "version", "updated_at", "content"],
        "properties": {"_id": {"bsonType": "string"}, "holder_kind": {"enum": ["employee", "team", "shop"]},
            "holder": {"bsonType": "binData"}, "what": {"enum": ["preferences", "views", "templates", "categories"]},
            "version": {"bsonType": "long", "minimum": 1}, "updated_at": {"bsonType": "date"},
            "content": {"bsonType": "object"}}}}})json";
}

awaitable<std::vector<KeptDocument>> KeptStore::find(Kept what, std::vector<Holder> holders) {
    return database_.read([what, holders = std::move(holders)](Connection& connection) {
        std::vector<KeptDocument> found;
        if (holders.empty()) return found;
        Array keys;
        for (const auto& holder : holders)
            keys.push(key_of(what, holder));
        std::map<Holder, KeptDocument> rows;
        for (const auto& row : connection.find(collection, {.filter = {{"_id", Document{{"$in", keys}}}}})) {
            auto document = document_in(row);
            rows.emplace(document.holder, std::move(document));
        }
        for (const auto& holder : holders)
            if (const auto at = rows.find(holder); at != rows.end()) found.push_back(at->second);
        return found;
    });
}

awaitable<void> KeptStore::put(KeptDocument document, std::optional<http::RecordedAnswer> answer,
                               std::vector<access::AuditRecord> audit) {
    std::exception_ptr why;
    try {
        const auto with_answer = [document, answer, audit](Connection& connection) {
            record_answer(connection, *answer);
            write(connection, document);
            append_audit(connection, audit);
        };
        if (answer && audit.empty())
            co_await database_.transaction(with_answer);
        else if (answer)
            co_await database_.transaction_in_turn(with_answer);
        else
            co_await write_audited(database_, audit,
                                   [document](Connection& connection) { write(connection, document); });
    } catch (...) {
        why = std::current_exception();
    }
    if (!why) co_return;
    if (!is_refusal(why)) std::rethrow_exception(why);
    if (answer && co_await recorded_answer(answer->key)) throw http::AlreadyAnswered{};
    throw Problem{Problem::stale_version};
}

awaitable<void> KeptStore::forget(Holder holder) {
    return database_.write([holder](Connection& connection) {
        connection.delete_many(collection, {{"holder", holder.id}, {"holder_kind", json::enum_name(holder.kind)}});
    });
}

awaitable<std::optional<http::RecordedAnswer>> KeptStore::recorded_answer(std::string key) {
    return database_.read(
        [key = std::move(key)](Connection& connection) { return find_recorded_answer(connection, key); });
}

} // namespace resuelve::mongodb
