#include "adapters/mongodb/notice_store.hpp"

#include "adapters/mongodb/entity.hpp"
#include "adapters/mongodb/named.hpp"

#include <set>

namespace resuelve::mongodb {
namespace {

using notifications::Notice;
using notifications::NoticeId;

constexpr std::string_view collection = "notices";

Document notice_document(const notifications::MadeNotice& made) {
    const auto& one = made.notice;
    return {{"_id", one.id},
            {"employee", one.employee},
            {"kind", json::enum_name(one.kind)},
            {"incident", one.incident},
            {"reference", one.reference},
            {"subject", one.subject}, // empty once erased
            {"customer", one.customer},
            {"team", one.team},
            {"assignee", one.assignee},
            {"made_by", one.by},
            {"answer_by", one.answer_by},
            {"made_at", one.made_at},
            {"read_at", one.read_at},
            {"unread", !one.read_at.has_value()}, // for the index
            {"outbox", outbox_items(std::span{&made.told, 1})}};
}

Notice notice_in(const Document& row) {
    return {.id = row["_id"].id<NoticeId>(),
            .employee = row["employee"].id<EmployeeId>(),
            .kind = named<notifications::NoticeKind>(row["kind"]),
            .incident = row["incident"].id<IncidentId>(),
            .reference = std::string{row["reference"].text()},
            .subject = std::string{row["subject"].text()},
            .customer = row["customer"].optional_id<CustomerId>(),
            .team = row["team"].optional_id<TeamId>(),
            .assignee = row["assignee"].optional_id<EmployeeId>(),
            .by = row["made_by"].optional_id<EmployeeId>(),
            .answer_by = row["answer_by"].optional_instant(),
            .made_at = row["made_at"].instant(),
            .read_at = row["read_at"].optional_instant()};
}

void keep_the_newest(Connection& connection, EmployeeId employee) {
    const Document of_employee{{"employee", employee}};
    const Document newest_first{{"_id", -1}};
    const Document id_alone{{"_id", 1}};
    Array pipeline;
    pipeline.push(Document{{"$match", of_employee}})
        .push(Document{{"$sort", newest_first}})
        .push(Document{{"$skip", notifications::limits::notices_of_one}})
        .push(Document{{"$limit", 1}})
        .push(Document{{"$project", id_alone}});
    for (const auto& row : connection.aggregate(collection, pipeline, "notices_of"))
        connection.delete_many(collection,
                               {{"employee", employee}, {"_id", Document{{"$lte", row["_id"].id<NoticeId>()}}}});
}

Document read_since(Instant now) {
    return Document{{"$set", Document{{"read_at", now}, {"unread", false}}}};
}

/// `kinds`: those that an incident may be told for, as the migration knows them.
std::string notices_of(std::string_view kinds) {
    return fmt::format(R"json(
    {{"create": "notices", "validator": {{"$jsonSchema": {{"bsonType": "object",
        "required": ["_id", "employee", "kind", "incident", "reference", "subject", "made_at", "unread", "outbox"],
        "properties": {{"_id": {{"bsonType": "binData"}}, "employee": {{"bsonType": "binData"}},
            "kind": {{"enum": [{}]}},
            "incident": {{"bsonType": "binData"}}, "reference": {{"bsonType": "string"}},
            "subject": {{"bsonType": "string"}}, "customer": {{"bsonType": ["binData", "null"]}},
            "team": {{"bsonType": ["binData", "null"]}}, "assignee": {{"bsonType": ["binData", "null"]}},
            "made_by": {{"bsonType": ["binData", "null"]}}, "answer_by": {{"bsonType": ["date", "null"]}},
            "made_at": {{"bsonType": "date"}}, "read_at": {{"bsonType": ["date", "null"]}},
            "unread": {{"bsonType": "bool"}}, "outbox": {{"bsonType": "array"}}}}}}}}}})json",
                       kinds);
}

constexpr std::string_view first_kinds = R"("assignment", "mention", "deadline_near", "deadline_missed", "escalation")";
constexpr std::string_view kinds_of_approvals = R"("approval_granted", "approval_returned")";

} // namespace

// Greater than no bytes is any id: the driver's JSON takes "$type" for its own notation.
std::string notices_commands() {
    return notices_of(first_kinds) + R"json(,
    {"createIndexes": "notices", "indexes": [
        {"key": {"employee": 1, "_id": -1}, "name": "notices_of"},
        {"key": {"employee": 1, "unread": 1, "_id": -1}, "name": "notices_unread",
         "partialFilterExpression": {"unread": true}},
        {"key": {"customer": 1}, "name": "notices_of_customer",
         "partialFilterExpression": {"customer": {"$gt": {"$binary": {"base64": "", "subType": "00"}}}}},
        {"key": {"incident": 1}, "name": "notices_of_incident"},
        {"key": {"made_at": 1}, "name": "notices_by_time"}]},
    )json" +
           outbox_indexes(collection);
}

std::string notices_of_approvals_commands() {
    return notices_of(fmt::format("{}, {}", first_kinds, kinds_of_approvals));
}

std::string notices_of_snoozed_commands() {
    return notices_of(fmt::format(R"({}, {}, "snooze_ended")", first_kinds, kinds_of_approvals));
}

std::string notices_of_access_commands() {
    return notices_of(fmt::format(R"({}, {}, "snooze_ended", "access_requested")", first_kinds, kinds_of_approvals));
}

awaitable<void> NoticeStore::add(std::vector<notifications::MadeNotice> made) {
    co_await database_.write([made = std::move(made)](Connection& connection) {
        std::vector<Document> documents;
        std::set<EmployeeId> employees;
        for (const auto& one : made) {
            documents.push_back(notice_document(one));
            employees.insert(one.notice.employee);
        }
        connection.insert_missing(collection, documents);
        for (const auto& employee : employees)
            keep_the_newest(connection, employee);
    });
    outbox_.committed();
}

awaitable<std::vector<Notice>> NoticeStore::list(notifications::NoticeQuery query) {
    return database_.read([query](Connection& connection) {
        Document filter{{"employee", query.employee}};
        if (query.unread) filter.append("unread", true);
        if (query.before) filter.append("_id", Document{{"$lt", *query.before}});
        std::vector<Notice> found;
        for (const auto& row : connection.find(collection, {.filter = filter,
                                                            .sort = {{"_id", -1}},
                                                            .projection = {{"outbox", 0}},
                                                            .limit = query.limit,
                                                            .index = query.unread ? "notices_unread" : "notices_of"}))
            found.push_back(notice_in(row));
        return found;
    });
}

awaitable<std::size_t> NoticeStore::unread(EmployeeId employee) {
    return database_.read([employee](Connection& connection) {
        return static_cast<std::size_t>(connection.count(collection, {{"employee", employee}, {"unread", true}}));
    });
}

awaitable<bool> NoticeStore::mark_read(EmployeeId employee, NoticeId notice, Instant now) {
    return database_.write([=](Connection& connection) {
        const Document own{{"_id", notice}, {"employee", employee}};
        Document unread_own = own;
        unread_own.append("unread", true);
        if (connection.update_one(collection, unread_own, read_since(now)).matched > 0) return true;
        return connection.find_one(collection, {.filter = own, .projection = {{"_id", 1}}}).has_value();
    });
}

awaitable<void> NoticeStore::mark_read_up_to(EmployeeId employee, NoticeId newest, Instant now) {
    return database_.write([=](Connection& connection) {
        connection.update_many(collection,
                               {{"employee", employee}, {"unread", true}, {"_id", Document{{"$lte", newest}}}},
                               read_since(now));
    });
}

awaitable<void> NoticeStore::mark_unread(EmployeeId employee, Instant read_at) {
    return database_.write([=](Connection& connection) {
        connection.update_many(collection, {{"employee", employee}, {"read_at", read_at}},
                               Document{{"$set", Document{{"read_at", nullptr}, {"unread", true}}}});
    });
}

awaitable<void> NoticeStore::link(IncidentId incident, CustomerId customer) {
    return database_.write([=](Connection& connection) {
        connection.update_many(collection, {{"incident", incident}, {"customer", nullptr}},
                               Document{{"$set", Document{{"customer", customer}}}});
    });
}

awaitable<void> NoticeStore::erase(CustomerId customer) {
    return database_.write([customer](Connection& connection) {
        connection.update_many(collection, {{"customer", customer}}, Document{{"$set", Document{{"subject", ""}}}});
    });
}

awaitable<void> NoticeStore::forget(Instant before) {
    return database_.write([before](Connection& connection) {
        connection.delete_many(collection, {{"made_at", Document{{"$lt", before}}}});
    });
}

} // namespace resuelve::mongodb
