#include "adapters/mongodb/drafts.hpp"

#include "domain/incidents/limits.hpp"
#include "platform/json/enum_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace resuelve::mongodb {
namespace {

using incidents::Draft;
using incidents::DraftedAct;
using incidents::DraftMark;
using incidents::FormDraft;

constexpr std::string_view collection = "drafts";
constexpr std::string_view form_collection = "form_drafts";

std::string key_of(IncidentId incident, EmployeeId employee) {
    return fmt::format("{}/{}", incident.to_string(), employee.to_string());
}

std::string key_of(IncidentId incident, EmployeeId employee, DraftedAct act) {
    return fmt::format("{}/{}", key_of(incident, employee), json::enum_name(act));
}

using Marks = std::map<std::pair<IncidentId, EmployeeId>, DraftMark>;

/// The latest of each writer.
void add_marks(Marks& marks, Connection& connection, std::string_view of, std::string_view index,
               const Document& filter) {
    for (const auto& row :
         connection.find(of, {.filter = filter,
                              .projection = {{"incident", 1}, {"employee", 1}, {"employee_name", 1}, {"updated_at", 1}},
                              .index = index})) {
        const DraftMark mark{row["incident"].id<IncidentId>(), row["employee"].id<EmployeeId>(),
                             std::string{row["employee_name"].text()}, row["updated_at"].instant()};
        auto& known = marks[{mark.incident, mark.employee}];
        if (known.updated_at <= mark.updated_at) known = mark;
    }
}

void sort_by_time(std::vector<DraftMark>& marks) {
    std::ranges::sort(marks, {}, [](const DraftMark& mark) { return std::pair{mark.updated_at, mark.employee}; });
}

} // namespace

std::string form_drafts_commands() {
    return R"json(
    {"create": "form_drafts", "validator": {"$jsonSchema": {"bsonType": "object",
        "required": ["_id", "incident", "employee", "act", "employee_name", "form", "last_entry", "updated_at"],
        "properties": {"_id": {"bsonType": "string"}, "incident": {"bsonType": "binData"},
            "employee": {"bsonType": "binData"}, "act": {"bsonType": "string"},
            "employee_name": {"bsonType": "string"}, "form": {"bsonType": "string"},
            "last_entry": {"bsonType": "long", "minimum": 0}, "updated_at": {"bsonType": "date"}}}}},
    {"createIndexes": "form_drafts", "indexes": [
        {"key": {"incident": 1, "employee": 1}, "name": "form_drafts_by_incident"},
        {"key": {"updated_at": 1}, "name": "form_drafts_by_time"}]})json";
}

std::string forms_of_one_commands() {
    return R"json(
    {"createIndexes": "form_drafts", "indexes": [
        {"key": {"employee": 1}, "name": "form_drafts_by_employee"}]})json";
}

std::string drafts_commands() {
    return R"json(
    {"create": "drafts", "validator": {"$jsonSchema": {"bsonType": "object",
        "required": ["_id", "incident", "employee", "employee_name", "reply", "note", "last_entry", "updated_at"],
        "properties": {"_id": {"bsonType": "string"}, "incident": {"bsonType": "binData"},
            "employee": {"bsonType": "binData"}, "employee_name": {"bsonType": "string"},
            "reply": {"bsonType": "string"}, "note": {"bsonType": "string"},
            "last_entry": {"bsonType": "long", "minimum": 0}, "updated_at": {"bsonType": "date"}}}}},
    {"createIndexes": "drafts", "indexes": [
        {"key": {"incident": 1, "employee": 1}, "name": "drafts_by_incident"},
        {"key": {"updated_at": 1}, "name": "drafts_by_time"}]})json";
}

void store_draft(Connection& connection, const Draft& draft) {
    const Document fields{
        {"incident", draft.incident},    {"employee", draft.employee}, {"employee_name", draft.employee_name},
        {"reply", draft.reply},          {"note", draft.note},         {"last_entry", draft.last_entry},
        {"updated_at", draft.updated_at}};
    connection.update_one(collection, {{"_id", key_of(draft.incident, draft.employee)}}, Document{{"$set", fields}},
                          true);
}

std::optional<Draft> find_draft(Connection& connection, IncidentId incident, EmployeeId employee) {
    const auto row = connection.find_one(collection, {.filter = {{"_id", key_of(incident, employee)}}});
    if (!row) return std::nullopt;
    return Draft{.incident = incident,
                 .employee = employee,
                 .employee_name = std::string{(*row)["employee_name"].text()},
                 .reply = std::string{(*row)["reply"].text()},
                 .note = std::string{(*row)["note"].text()},
                 .last_entry = static_cast<int>((*row)["last_entry"].integer()),
                 .updated_at = (*row)["updated_at"].instant()};
}

std::vector<DraftMark> marks_of_drafts(Connection& connection, const std::vector<IncidentId>& incidents) {
    Marks found;
    const Document of_these{{"incident", Document{{"$in", Array::of(incidents)}}}};
    add_marks(found, connection, collection, "drafts_by_incident", of_these);
    add_marks(found, connection, form_collection, "form_drafts_by_incident", of_these);
    std::vector<DraftMark> marks;
    for (const auto& incident : incidents) {
        std::vector<DraftMark> of_one;
        for (const auto& [key, mark] : found)
            if (key.first == incident) of_one.push_back(mark);
        sort_by_time(of_one);
        marks.insert(marks.end(), of_one.begin(), of_one.end());
    }
    return marks;
}

std::vector<DraftMark> marks_since(Connection& connection, Instant since) {
    Marks found;
    const Document recent{{"updated_at", Document{{"$gte", since}}}};
    add_marks(found, connection, collection, "drafts_by_time", recent);
    add_marks(found, connection, form_collection, "form_drafts_by_time", recent);
    std::vector<DraftMark> marks;
    for (const auto& [key, mark] : found)
        marks.push_back(mark);
    sort_by_time(marks);
    return marks;
}

bool remove_draft(Connection& connection, IncidentId incident, EmployeeId employee) {
    return connection.delete_one(collection, {{"_id", key_of(incident, employee)}}) == 1;
}

void store_form(Connection& connection, const FormDraft& draft) {
    const auto key = key_of(draft.incident, draft.employee, draft.act);
    // Not one transaction with what follows: who saves several at once may keep some more.
    incidents::want_room_for_form(connection.count(form_collection,
                                                   {{"employee", draft.employee}, {"_id", Document{{"$ne", key}}}},
                                                   incidents::limits::draft_forms));
    const Document fields{
        {"incident", draft.incident},           {"employee", draft.employee}, {"act", json::enum_name(draft.act)},
        {"employee_name", draft.employee_name}, {"form", draft.form},         {"last_entry", draft.last_entry},
        {"updated_at", draft.updated_at}};
    connection.update_one(form_collection, {{"_id", key}}, Document{{"$set", fields}}, true);
}

std::optional<FormDraft> find_form(Connection& connection, IncidentId incident, EmployeeId employee, DraftedAct act) {
    const auto row = connection.find_one(form_collection, {.filter = {{"_id", key_of(incident, employee, act)}}});
    if (!row) return std::nullopt;
    return FormDraft{.incident = incident,
                     .employee = employee,
                     .act = act,
                     .employee_name = std::string{(*row)["employee_name"].text()},
                     .form = std::string{(*row)["form"].text()},
                     .last_entry = static_cast<int>((*row)["last_entry"].integer()),
                     .updated_at = (*row)["updated_at"].instant()};
}

bool remove_form(Connection& connection, IncidentId incident, EmployeeId employee, DraftedAct act) {
    return connection.delete_one(form_collection, {{"_id", key_of(incident, employee, act)}}) == 1;
}

void remove_drafts_of(Connection& connection, IncidentId incident) {
    connection.delete_many(form_collection, {{"incident", incident}});
    connection.delete_many(collection, {{"incident", incident}});
}

void remove_drafts_before(Connection& connection, Instant before) {
    connection.delete_many(form_collection, {{"updated_at", Document{{"$lt", before}}}});
    connection.delete_many(collection, {{"updated_at", Document{{"$lt", before}}}});
}

} // namespace resuelve::mongodb
