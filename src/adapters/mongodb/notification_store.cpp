#include "adapters/mongodb/notification_store.hpp"

#include "adapters/mongodb/entity.hpp"
#include "adapters/mongodb/notification_document.hpp"
#include "platform/json/enum_names.hpp"

#include <algorithm>

namespace resuelve::mongodb {
namespace {

using notifications::Notification;
using notifications::Person;

constexpr std::string_view collection = "notifications";
constexpr std::string_view people = "people";

std::vector<Notification> notifications_in(const std::vector<Document>& rows) {
    std::vector<Notification> found;
    for (const auto& row : rows)
        found.push_back(notification_in(row));
    return found;
}

Document own_fields() {
    return {{"outbox", 0}};
}

/// Queued ones of one kind along their index, the earliest first.
std::vector<Notification> queued(Connection& connection, bool waited_for, Document not_before, std::size_t limit) {
    Document filter{{"state", "queued"}, {"waited_for", waited_for}};
    if (!not_before.empty()) filter.append("not_before", not_before);
    return notifications_in(connection.find(collection, {.filter = filter,
                                                         .sort = {{"not_before", 1}, {"_id", 1}},
                                                         .projection = own_fields(),
                                                         .limit = limit,
                                                         .index = "notifications_due"}));
}

Document since_then(Instant since) {
    return {{"$gt", since}};
}

} // namespace

// Greater than no bytes is any id: the driver's JSON takes "$type" for its own notation.
std::string notifications_commands() {
    return R"json(
    {"create": "people", "validator": {"$jsonSchema": {"bsonType": "object",
        "required": ["_id", "kind", "version", "name", "email", "email_key", "language", "verified", "active",
            "supervises"],
        "properties": {"_id": {"bsonType": "binData"}, "kind": {"enum": ["customer", "employee"]},
            "version": {"bsonType": "long"}, "name": {"bsonType": "string"}, "email": {"bsonType": "string"},
            "email_key": {"bsonType": "string"}, "language": {"bsonType": "string"}, "verified": {"bsonType": "bool"},
            "active": {"bsonType": "bool"}, "supervises": {"bsonType": "bool"}}}}},
    {"createIndexes": "people", "indexes": [
        {"key": {"email_key": 1}, "name": "people_by_email", "partialFilterExpression": {"verified": true}},
        {"key": {"_id": 1, "supervises": 1}, "name": "people_who_supervise",
         "partialFilterExpression": {"supervises": true}}]},
    {"create": "notifications", "validator": {"$jsonSchema": {"bsonType": "object",
        "required": ["_id", "cause", "template", "audience", "name", "email", "email_key", "verified", "automatic",
            "waited_for", "language", "subject", "text", "state", "attempts", "reason", "created_at", "not_before",
            "traceparent", "outbox"],
        "properties": {"_id": {"bsonType": "binData"}, "cause": {"bsonType": "binData"},
            "template": {"bsonType": "string"}, "audience": {"enum": ["customer", "employee"]},
            "recipient": {"bsonType": ["binData", "null"]}, "name": {"bsonType": "string"},
            "email": {"bsonType": "string"}, "email_key": {"bsonType": "string"}, "verified": {"bsonType": "bool"},
            "automatic": {"bsonType": "bool"}, "waited_for": {"bsonType": "bool"}, "language": {"bsonType": "string"},
            "incident": {"bsonType": ["binData", "null"]}, "subject": {"bsonType": "string"},
            "text": {"bsonType": "string"}, "state": {"enum": ["queued", "sent", "failed"]},
            "attempts": {"bsonType": "long"}, "reason": {"bsonType": "string"}, "created_at": {"bsonType": "date"},
            "not_before": {"bsonType": "date"}, "finished_at": {"bsonType": ["date", "null"]},
            "traceparent": {"bsonType": "string"}, "outbox": {"bsonType": "array"}}}}},
    {"createIndexes": "notifications", "indexes": [
        {"key": {"cause": 1, "email_key": 1, "template": 1}, "name": "notifications_once", "unique": true,
         "partialFilterExpression": {"email_key": {"$gt": ""}}},
        {"key": {"waited_for": 1, "not_before": 1, "_id": 1}, "name": "notifications_due",
         "partialFilterExpression": {"state": "queued"}},
        {"key": {"email_key": 1, "created_at": 1}, "name": "notifications_by_address",
         "partialFilterExpression": {"automatic": true}},
        {"key": {"created_at": 1}, "name": "notifications_unverified",
         "partialFilterExpression": {"automatic": true, "verified": false}},
        {"key": {"recipient": 1}, "name": "notifications_of_person",
         "partialFilterExpression": {"recipient": {"$gt": {"$binary": {"base64": "", "subType": "00"}}}}},
        {"key": {"incident": 1, "_id": -1}, "name": "notifications_of_incident",
         "partialFilterExpression": {"incident": {"$gt": {"$binary": {"base64": "", "subType": "00"}}}}},
        {"key": {"state": 1, "_id": -1}, "name": "notifications_by_state"},
        {"key": {"template": 1, "_id": -1}, "name": "notifications_by_template"}]},
    )json" +
           outbox_indexes(collection);
}

awaitable<void> NotificationStore::keep(Person person) {
    return database_.write([person = std::move(person)](Connection& connection) {
        const Document older{{"_id", person.id}, {"version", Document{{"$lt", person.version}}}};
        try {
            connection.update_one(people, older, person_document(person), true);
        } catch (const Error& error) {
            if (!error.is_duplicate_key()) throw; // a newer version is known
        }
    });
}

awaitable<std::optional<Person>> NotificationStore::find_person(Uuid id) {
    return database_.read([id](Connection& connection) {
        const auto row = connection.find_one(people, {.filter = {{"_id", id}}});
        return row ? std::optional{person_in(*row)} : std::nullopt;
    });
}

awaitable<std::vector<Person>> NotificationStore::supervisors() {
    return database_.read([](Connection& connection) {
        std::vector<Person> found;
        for (const auto& row : connection.find(people, {.filter = {{"supervises", true}, {"active", true}},
                                                        .sort = {{"_id", 1}},
                                                        .index = "people_who_supervise"}))
            found.push_back(person_in(row));
        return found;
    });
}

awaitable<std::vector<Person>> NotificationStore::employees_at(std::string address) {
    return database_.read([address = std::move(address)](Connection& connection) {
        // 'A' comes right behind '@': between them is all that goes on with an @.
        const Document begins_so{{"$gte", address + '@'}, {"$lt", address + 'A'}};
        std::vector<Person> found;
        for (const auto& key : {Document{{"email_key", address}}, Document{{"email_key", begins_so}}}) {
            auto filter = key;
            filter.append({{"verified", true}, {"active", true}, {"kind", "employee"}});
            for (const auto& row : connection.find(people, {.filter = filter, .index = "people_by_email"}))
                found.push_back(person_in(row));
        }
        return found;
    });
}

awaitable<bool> NotificationStore::is_verified(Email email) {
    return database_.read([email = std::move(email)](Connection& connection) {
        return connection
            .find_one(people, {.filter = {{"email_key", email.key()}, {"verified", true}, {"active", true}},
                               .projection = {{"_id", 1}}})
            .has_value();
    });
}

awaitable<void> NotificationStore::erase(Uuid person) {
    return database_.write([person](Connection& connection) {
        // What waits is not sent any more. Nothing is told of it before it is sent or given up, so no event is lost.
        connection.delete_many(collection, {{"recipient", person}, {"state", "queued"}});
        const Document blank{{"name", ""}, {"email", ""}, {"email_key", ""}, {"subject", ""}, {"text", ""}};
        connection.update_many(collection, {{"recipient", person}}, Document{{"$set", blank}});
    });
}

awaitable<notifications::Recent> NotificationStore::recent(Email email, notifications::Template what, Instant since) {
    return database_.read([email = std::move(email), what, since](Connection& connection) {
        Document to_address{{"automatic", true}, {"email_key", email.key()}, {"created_at", since_then(since)}};
        const auto automatic = connection.count(collection, to_address);
        to_address.append("template", json::enum_name(what));
        const Document unverified{{"automatic", true}, {"verified", false}, {"created_at", since_then(since)}};
        return notifications::Recent{.automatic_to_address = static_cast<int>(automatic),
                                     .of_template_to_address =
                                         static_cast<int>(connection.count(collection, to_address)),
                                     .unverified_in_all = static_cast<int>(connection.count(collection, unverified))};
    });
}

awaitable<void> NotificationStore::queue(std::vector<Notification> notifications) {
    return database_.write([notifications = std::move(notifications)](Connection& connection) {
        std::vector<Document> documents;
        for (const auto& one : notifications)
            documents.push_back(notification_document(one));
        connection.insert_missing(collection, documents);
    });
}

awaitable<std::vector<Notification>> NotificationStore::due(Instant now, std::size_t limit) {
    return database_.read([now, limit](Connection& connection) {
        // Two queries, so that each reads along its index and stops: one would sort a whole backlog.
        const Document by_now{{"$lte", now}};
        auto found = queued(connection, true, by_now, limit);
        if (found.size() < limit)
            std::ranges::move(queued(connection, false, by_now, limit - found.size()), std::back_inserter(found));
        return found;
    });
}

awaitable<std::optional<Instant>> NotificationStore::next_due() {
    return database_.read([](Connection& connection) {
        std::optional<Instant> next;
        for (const bool waited_for : {true, false})
            for (const auto& first : queued(connection, waited_for, {}, 1))
                next = std::min(next.value_or(first.not_before), first.not_before);
        return next;
    });
}

awaitable<void> NotificationStore::record(Notification notification, std::vector<events::Event> events) {
    const bool told =
        co_await database_.write([one = std::move(notification), events = std::move(events)](Connection& connection) {
            const Document outcome{
                {"state", json::enum_name(one.state)}, {"attempts", one.attempts},       {"reason", one.reason},
                {"not_before", one.not_before},        {"finished_at", one.finished_at}, {"text", one.text}};
            const Document more{{"outbox", Document{{"$each", outbox_items(events)}}}};
            // Not there: erased meanwhile.
            const auto recorded =
                connection.update_one(collection, {{"_id", one.id}}, Document{{"$set", outcome}, {"$push", more}});
            return recorded.matched > 0 && !events.empty();
        });
    if (told) outbox_.committed();
}

awaitable<std::vector<Notification>> NotificationStore::list(notifications::NotificationQuery query) {
    return database_.read([query](Connection& connection) {
        Document filter;
        if (query.state) filter.append("state", json::enum_name(*query.state));
        if (query.what) filter.append("template", json::enum_name(*query.what));
        if (query.incident) filter.append("incident", *query.incident);
        if (query.before) filter.append("_id", Document{{"$lt", *query.before}});
        return notifications_in(connection.find(
            collection, {.filter = filter, .sort = {{"_id", -1}}, .projection = own_fields(), .limit = query.limit}));
    });
}

} // namespace resuelve::mongodb
