#include "adapters/mongodb/incident_schema.hpp"

#include "adapters/mongodb/answers.hpp"
#include "adapters/mongodb/entity.hpp"
#include "adapters/mongodb/incident_document.hpp"

#include <fmt/format.h>

namespace resuelve::mongodb {
namespace {

/// `more`: properties that later migrations know.
std::string incidents_of(std::string_view more) {
    return fmt::format(R"json(
    {{"create": "incidents", "validator": {{"$jsonSchema": {{"bsonType": "object",
        "required": ["_id", "reference", "version", "incident", "open", "status", "priority", "created", "updated",
            "deadline", "whose", "tail", "outbox", "answers"],
        "properties": {{"_id": {{"bsonType": "binData"}}, "reference": {{"bsonType": "string"}},
            "version": {{"bsonType": "long", "minimum": 1}}, "incident": {{"bsonType": "object"}},
            "open": {{"bsonType": "bool"}}, "status": {{"bsonType": "long"}}, "priority": {{"bsonType": "long"}},
            "created": {{"bsonType": "date"}}, "updated": {{"bsonType": "date"}}, "deadline": {{"bsonType": "date"}},
            "whose": {{"bsonType": "array", "minItems": 3}}, "waiting": {{"bsonType": "array"}},
            "customer": {{"bsonType": "binData"}}, "category": {{"bsonType": "string"}},
            "contact_email": {{"bsonType": "string"}}, "due": {{"bsonType": "date"}}, "tail": {{"bsonType": "array"}},
            "outbox": {{"bsonType": "array"}}, "answers": {{"bsonType": "array"}}{}}}}}}}}})json",
                       more);
}

// Lists are read in the order of an index, so that the first page costs the same with 10^3 and 10^6 incidents. `whose`
// holds everything a list may be of (all, a team's, nobody's …), so that there is one index for each order and an
// agent's list is the merge of a few of its ranges. `open` comes next because queues show what is open; `_id` makes
// the order total. By creation there is more, because queues are filtered by that.
constexpr std::string_view incident_indexes = R"json(
    {"createIndexes": "incidents", "indexes": [
        {"key": {"reference": 1}, "name": "incidents_reference", "unique": true},
        {"key": {"whose": 1, "open": 1, "created": 1, "_id": 1}, "name": "incidents_created"},
        {"key": {"whose": 1, "open": 1, "updated": 1, "_id": 1}, "name": "incidents_updated"},
        {"key": {"whose": 1, "open": 1, "deadline": 1, "_id": 1}, "name": "incidents_deadline"},
        {"key": {"whose": 1, "open": 1, "priority": 1, "_id": 1}, "name": "incidents_priority"},
        {"key": {"status": 1, "created": 1, "_id": 1}, "name": "incidents_created_status"},
        {"key": {"priority": 1, "open": 1, "created": 1, "_id": 1}, "name": "incidents_created_priority"},
        {"key": {"category": 1, "open": 1, "created": 1, "_id": 1}, "name": "incidents_created_category",
         "partialFilterExpression": {"category": {"$exists": true}}},
        {"key": {"customer": 1, "created": 1, "_id": 1}, "name": "incidents_created_customer",
         "partialFilterExpression": {"customer": {"$exists": true}}},
        {"key": {"waiting": 1, "priority": -1, "deadline": 1, "created": 1, "_id": 1}, "name": "incidents_waiting",
         "partialFilterExpression": {"waiting": {"$exists": true}}},
        {"key": {"due": 1, "_id": 1}, "name": "incidents_due", "partialFilterExpression": {"due": {"$exists": true}}},
        {"key": {"contact_email": 1, "created": 1, "_id": 1}, "name": "incidents_unowned",
         "partialFilterExpression": {"contact_email": {"$exists": true}}},
        {"key": {"tail.at": 1}, "name": "incidents_tail", "partialFilterExpression": {"tail.at": {"$exists": true}}}
    ]})json";

// Whether in time or late, of those that were written before it was kept. Times are milliseconds.
constexpr std::string_view how_answered = R"json(
    {"update": "incidents", "updates": [{"multi": true,
        "q": {"incident.answered_at": {"$exists": true}, "answered": {"$exists": false}},
        "u": [{"$set": {"answered": {"$toLong": {"$cond": [
            {"$lte": ["$incident.answered_at", "$incident.deadlines.answer_by"]}, 0, 1]}}}}]}]})json";

// What figures of reports list. Only what an incident has puts it into one of these.
constexpr std::string_view figure_indexes = R"json(
    {"createIndexes": "incidents", "indexes": [
        {"key": {"incident.channel": 1, "open": 1, "created": 1, "_id": 1}, "name": "incidents_created_channel",
         "partialFilterExpression": {"incident.channel": {"$exists": true}}},
        {"key": {"incident.closed_as": 1, "created": 1, "_id": 1}, "name": "incidents_created_closed_as",
         "partialFilterExpression": {"incident.closed_as": {"$exists": true}}},
        {"key": {"incident.satisfaction.score": 1, "created": 1, "_id": 1}, "name": "incidents_created_score",
         "partialFilterExpression": {"incident.satisfaction.score": {"$exists": true}}},
        {"key": {"open": 1, "created": 1, "_id": 1}, "name": "incidents_created_first_answer",
         "partialFilterExpression": {"incident.first_answered_at": {"$exists": true}}},
        {"key": {"answered": 1, "created": 1, "_id": 1}, "name": "incidents_created_answered",
         "partialFilterExpression": {"answered": {"$exists": true}}},
        {"key": {"incident.order.product": 1, "created": 1, "_id": 1}, "name": "incidents_created_product",
         "partialFilterExpression": {"incident.order.product": {"$exists": true}}}
    ]})json";

// Few incidents wait for approval, so an index of those alone does for every order.
constexpr std::string_view approval_index = R"json(
    {"createIndexes": "incidents", "indexes": [
        {"key": {"approval": 1, "created": 1, "_id": 1}, "name": "incidents_created_approval",
         "partialFilterExpression": {"approval": {"$exists": true}}}
    ]})json";

// As few are snoozed.
constexpr std::string_view snoozed_index = R"json(
    {"createIndexes": "incidents", "indexes": [
        {"key": {"created": 1, "_id": 1}, "name": "incidents_created_snoozed",
         "partialFilterExpression": {"snoozed": {"$exists": true}}}
    ]})json";

constexpr std::string_view others = R"json(
    {"create": "entries", "validator": {"$jsonSchema": {"bsonType": "object",
        "required": ["_id", "kind", "visibility", "author_role", "author_name", "at", "body", "salt", "digest", "hash",
            "erased"],
        "properties": {"_id": {"bsonType": "object", "required": ["incident", "number"]},
            "kind": {"bsonType": "string"}, "visibility": {"enum": ["public", "internal"]},
            "author_role": {"bsonType": "string"}, "author_name": {"bsonType": "string"}, "at": {"bsonType": "date"},
            "body": {"bsonType": "string"}, "salt": {"bsonType": "binData"}, "digest": {"bsonType": "binData"},
            "hash": {"bsonType": "binData"}, "erased": {"bsonType": "bool"}}}}},
    {"create": "search", "validator": {"$jsonSchema": {"bsonType": "object", "required": ["_id", "created", "words"],
        "properties": {"_id": {"bsonType": "object", "required": ["incident", "number"]},
            "created": {"bsonType": "date"}, "words": {"bsonType": "array"}, "everybody": {"bsonType": "array"}}}}},
    {"createIndexes": "search", "indexes": [
        {"key": {"words": 1, "created": 1, "_id": 1}, "name": "search_words"},
        {"key": {"created": 1, "_id": 1}, "name": "search_created"}
    ]},
    {"create": "attachments", "validator": {"$jsonSchema": {"bsonType": "object",
        "required": ["_id", "incident", "name", "content_type", "size", "sha256", "state", "uploaded_by_role",
            "uploaded_at", "visibility"],
        "properties": {"_id": {"bsonType": "binData"}, "incident": {"bsonType": "binData"},
            "name": {"bsonType": "string"}, "content_type": {"bsonType": "string"},
            "size": {"bsonType": "long", "minimum": 0}, "sha256": {"bsonType": "binData"},
            "state": {"bsonType": "string"}, "uploaded_by_role": {"bsonType": "string"},
            "uploaded_at": {"bsonType": "date"}, "entry": {"bsonType": "long"}, "pending": {"enum": [true]},
            "visibility": {"enum": ["public", "internal"]}}}}},
    {"createIndexes": "attachments", "indexes": [
        {"key": {"incident": 1, "uploaded_at": 1, "_id": 1}, "name": "attachments_incident"},
        {"key": {"sha256": 1}, "name": "attachments_sha256"},
        {"key": {"uploaded_at": 1}, "name": "attachments_pending", "partialFilterExpression": {"pending": true}}
    ]},
    {"create": "persons", "validator": {"$jsonSchema": {"bsonType": "object",
        "required": ["_id", "role", "version", "name", "email", "language", "email_verified", "active"],
        "properties": {"_id": {"bsonType": "binData"}, "role": {"bsonType": "string"},
            "version": {"bsonType": "long"}, "name": {"bsonType": "string"}, "email": {"bsonType": "string"},
            "language": {"bsonType": "string"}, "email_verified": {"bsonType": "bool"},
            "active": {"bsonType": "bool"}}}}},
    {"createIndexes": "persons", "indexes": [{"key": {"email": 1}, "name": "persons_email"}]},
    {"create": "told", "validator": {"$jsonSchema": {"bsonType": "object", "required": ["_id", "removed", "outbox"],
        "properties": {"_id": {"bsonType": "binData"}, "removed": {"enum": [true]},
            "outbox": {"bsonType": "array"}}}}},
    {"create": "blobs.files"},
    {"create": "blobs.chunks"},
    {"createIndexes": "blobs.chunks", "indexes": [
        {"key": {"files_id": 1, "n": 1}, "name": "files_id_1_n_1", "unique": true}
    ]})json";

} // namespace

std::string incidents_commands() {
    return fmt::format("{},{},{},{},{},{}", incidents_of(""), incident_indexes, entity_indexes(incident_collection),
                       others, entity_indexes("told"), answers_commands());
}

std::string lists_of_approvals_commands() {
    return fmt::format("{},{}", incidents_of(R"(, "answered": {"enum": [0, 1]}, "approval": {"enum": [0, 1]})"),
                       approval_index);
}

std::string lists_of_snoozed_commands() {
    return fmt::format("{},{}", incidents_of(R"(, "answered": {"enum": [0, 1]}, "approval": {"enum": [0, 1]},
            "snoozed": {"bsonType": "date"})"),
                       snoozed_index);
}

std::string lists_of_figures_commands() {
    return fmt::format("{},{},{}", incidents_of(R"(, "answered": {"enum": [0, 1]})"), how_answered, figure_indexes);
}

} // namespace resuelve::mongodb
