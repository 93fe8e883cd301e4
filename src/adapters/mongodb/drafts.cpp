#include "adapters/mongodb/drafts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace resuelve::mongodb {
namespace {

using incidents::Draft;
using incidents::DraftMark;

constexpr std::string_view collection = "drafts";

std::string key_of(IncidentId incident, EmployeeId employee) {
    return fmt::format("{}/{}", incident.to_string(), employee.to_string());
}

} // namespace

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
    std::map<IncidentId, std::vector<DraftMark>> found;
    for (const auto& row : connection.find(
             collection, {.filter = {{"incident", Document{{"$in", Array::of(incidents)}}}},
                          .projection = {{"incident", 1}, {"employee", 1}, {"employee_name", 1}, {"updated_at", 1}},
                          .index = "drafts_by_incident"})) {
        const auto incident = row["incident"].id<IncidentId>();
        found[incident].push_back({incident, row["employee"].id<EmployeeId>(), std::string{row["employee_name"].text()},
                                   row["updated_at"].instant()});
    }
    std::vector<DraftMark> marks;
    for (const auto& incident : incidents) {
        auto& of_one = found[incident];
        std::ranges::sort(of_one, {}, [](const DraftMark& mark) { return std::pair{mark.updated_at, mark.employee}; });
        marks.insert(marks.end(), of_one.begin(), of_one.end());
    }
    return marks;
}

bool remove_draft(Connection& connection, IncidentId incident, EmployeeId employee) {
    return connection.delete_one(collection, {{"_id", key_of(incident, employee)}}) == 1;
}

void remove_drafts_of(Connection& connection, IncidentId incident) {
    connection.delete_many(collection, {{"incident", incident}});
}

void remove_drafts_before(Connection& connection, Instant before) {
    connection.delete_many(collection, {{"updated_at", Document{{"$lt", before}}}});
}

} // namespace resuelve::mongodb
