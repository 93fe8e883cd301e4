#include "adapters/mongodb/attempts.hpp"

namespace resuelve::mongodb {
namespace {

constexpr std::string_view collection = "attempts";

std::string id_of(const std::string& consumer, events::EventId event) {
    return consumer + " " + event.to_string();
}

} // namespace

std::string attempts_commands() {
    return R"json(
    {"create": "attempts", "validator": {"$jsonSchema": {"bsonType": "object", "required": ["_id", "count", "last"],
        "properties": {"_id": {"bsonType": "string"}, "count": {"bsonType": ["int", "long"], "minimum": 1},
            "last": {"bsonType": "date"}}}}},
    {"createIndexes": "attempts", "indexes": [{"key": {"last": 1}, "name": "attempts_by_last"}]})json";
}

awaitable<int> Attempts::count(std::string consumer, events::EventId event) {
    return database_.write([id = id_of(consumer, event), now = clock_.now()](Connection& connection) {
        const Document update{{"$inc", Document{{"count", 1}}}, {"$set", Document{{"last", now}}}};
        return static_cast<int>(
            (*connection.find_and_update(collection, {{"_id", id}}, update, true))["count"].integer());
    });
}

awaitable<void> Attempts::forget(std::string consumer, events::EventId event) {
    return database_.write(
        [id = id_of(consumer, event)](Connection& connection) { connection.delete_one(collection, {{"_id", id}}); });
}

awaitable<void> Attempts::forget_before(Instant then) {
    return database_.write(
        [then](Connection& connection) { connection.delete_many(collection, {{"last", Document{{"$lt", then}}}}); });
}

} // namespace resuelve::mongodb
