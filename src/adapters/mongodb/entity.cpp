#include "adapters/mongodb/entity.hpp"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace resuelve::mongodb {

// Partial, not sparse: a document whose list is empty again is in none of them.
std::string outbox_indexes(std::string_view collection) {
    return fmt::format(R"json({{"createIndexes": "{0}", "indexes": [
        {{"key": {{"outbox.at": 1}}, "name": "{0}_outbox",
          "partialFilterExpression": {{"outbox.at": {{"$exists": true}}}}}}
    ]}})json",
                       collection);
}

std::string entity_indexes(std::string_view collection) {
    // "unique" holds between documents; within one, the filter of the update sees to it.
    return outbox_indexes(collection) + fmt::format(R"json(, {{"createIndexes": "{0}", "indexes": [
        {{"key": {{"answers.key": 1}}, "name": "{0}_answers", "unique": true,
          "partialFilterExpression": {{"answers.key": {{"$exists": true}}}}}},
        {{"key": {{"answers.answered_at": 1}}, "name": "{0}_answers_by_time",
          "partialFilterExpression": {{"answers.answered_at": {{"$exists": true}}}}}}
    ]}})json",
                                                    collection);
}

Array outbox_items(std::span<const events::Event> events) {
    Array items;
    for (const auto& event : events)
        items.push(Document{
            {"id", event.id}, {"at", event.time}, {"event", boost::json::serialize(events::to_cloud_event(event))}});
    return items;
}

Document answer_item(const http::RecordedAnswer& answer) {
    return {{"key", answer.key},
            {"fingerprint", answer.fingerprint},
            {"status", answer.status},
            {"location", answer.location},
            {"etag", answer.etag},
            {"body", answer.body},
            {"answered_at", answer.answered_at}};
}

Array answer_items(const std::optional<http::RecordedAnswer>& answer) {
    return answer ? Array{answer_item(*answer)} : Array{};
}

Document appended(std::string_view list, const Array& items) {
    const Document there{{"$ifNull", Array{fmt::format("${}", list), Array{}}}};
    return {{"$concatArrays", Array{there, Document{{"$literal", items}}}}};
}

Array set_pipeline(const Document& fields, const Document& computed) {
    return {Document{
        {"$replaceWith", Document{{"$mergeObjects", Array{"$$ROOT", Document{{"$literal", fields}}, computed}}}}}};
}

http::RecordedAnswer answer_in(View row) {
    return {.key = std::string{row["key"].text()},
            .fingerprint = std::string{row["fingerprint"].text()},
            .status = static_cast<unsigned>(row["status"].integer()),
            .location = std::string{row["location"].text()},
            .etag = std::string{row["etag"].text()},
            .body = std::string{row["body"].text()},
            .answered_at = row["answered_at"].instant()};
}

std::optional<http::RecordedAnswer> find_answer(Connection& connection, std::string_view collection,
                                                std::string_view key) {
    const auto row = connection.find_one(
        collection, {.filter = {{"answers.key", key}}, .projection = {{"_id", 0}, {"answers.$", 1}}});
    if (!row) return std::nullopt;
    return answer_in((*row)["answers"].items().at(0).document());
}

void forget_answers(Connection& connection, std::string_view collection, Instant before) {
    const Document old{{"answered_at", Document{{"$lt", before}}}};
    connection.update_many(collection, {{"answers.answered_at", Document{{"$lt", before}}}},
                           Document{{"$pull", Document{{"answers", old}}}});
}

} // namespace resuelve::mongodb
