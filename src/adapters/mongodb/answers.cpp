#include "adapters/mongodb/answers.hpp"

#include "adapters/mongodb/entity.hpp"

namespace resuelve::mongodb {
namespace {

constexpr std::string_view collection = "answers";

} // namespace

std::string answers_commands() {
    return R"json(
    {"create": "answers", "validator": {"$jsonSchema": {"bsonType": "object",
        "required": ["_id", "key", "fingerprint", "status", "location", "etag", "body", "answered_at"],
        "properties": {"_id": {"bsonType": "string"}, "answered_at": {"bsonType": "date"}}}}},
    {"createIndexes": "answers", "indexes": [{"key": {"answered_at": 1}, "name": "answers_by_time"}]})json";
}

void record_answer(Connection& connection, const http::RecordedAnswer& answer) {
    auto row = answer_item(answer);
    row.append("_id", answer.key);
    connection.insert(collection, row);
}

std::optional<http::RecordedAnswer> find_recorded_answer(Connection& connection, std::string_view key) {
    const auto row = connection.find_one(collection, {.filter = {{"_id", key}}});
    return row ? std::optional{answer_in(*row)} : std::nullopt;
}

void forget_recorded_answers(Connection& connection, Instant before) {
    connection.delete_many(collection, {{"answered_at", Document{{"$lt", before}}}});
}

} // namespace resuelve::mongodb
