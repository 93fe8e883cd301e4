#include "adapters/sqlite/drafts.hpp"

#include "platform/json/enum_names.hpp"

namespace resuelve::sqlite {

using incidents::Draft;
using incidents::DraftedAct;
using incidents::DraftMark;
using incidents::FormDraft;

void store_draft(Connection& connection, const Draft& draft) {
    connection
        .prepare("INSERT INTO drafts(incident, employee, employee_name, reply, note, last_entry, updated_at) "
                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT(incident, employee) DO UPDATE SET "
                 "employee_name = ?3, reply = ?4, note = ?5, last_entry = ?6, updated_at = ?7")
        .bind_all(draft.incident, draft.employee, draft.employee_name, draft.reply, draft.note, draft.last_entry,
                  draft.updated_at)
        .run();
}

std::optional<Draft> find_draft(Connection& connection, IncidentId incident, EmployeeId employee) {
    auto row = connection.prepare("SELECT employee_name, reply, note, last_entry, updated_at FROM drafts "
                                  "WHERE incident = ?1 AND employee = ?2");
    if (!row.bind_all(incident, employee).step()) return std::nullopt;
    return Draft{.incident = incident,
                 .employee = employee,
                 .employee_name = std::string{row.text(0)},
                 .reply = std::string{row.text(1)},
                 .note = std::string{row.text(2)},
                 .last_entry = static_cast<int>(row.integer(3)),
                 .updated_at = row.instant(4)};
}

std::vector<DraftMark> marks_of_drafts(Connection& connection, const std::vector<IncidentId>& incidents) {
    std::vector<DraftMark> marks;
    // Beside max() the other columns are those of its row.
    auto rows = connection.prepare("SELECT employee, employee_name, max(updated_at) FROM ("
                                   "SELECT employee, employee_name, updated_at FROM drafts WHERE incident = ?1 "
                                   "UNION ALL "
                                   "SELECT employee, employee_name, updated_at FROM form_drafts WHERE incident = ?1) "
                                   "GROUP BY employee ORDER BY 3, 1");
    for (const auto& incident : incidents) {
        rows.bind(1, incident);
        while (rows.step())
            marks.push_back({incident, EmployeeId{rows.uuid(0)}, std::string{rows.text(1)}, rows.instant(2)});
        rows.reset();
    }
    return marks;
}

std::vector<DraftMark> marks_since(Connection& connection, Instant since) {
    std::vector<DraftMark> marks;
    auto rows = connection.prepare(
        "SELECT incident, employee, employee_name, max(updated_at) FROM ("
        "SELECT incident, employee, employee_name, updated_at FROM drafts WHERE updated_at >= ?1 "
        "UNION ALL "
        "SELECT incident, employee, employee_name, updated_at FROM form_drafts WHERE updated_at >= ?1) "
        "GROUP BY incident, employee ORDER BY 4, 2");
    rows.bind(1, since);
    while (rows.step())
        marks.push_back(
            {IncidentId{rows.uuid(0)}, EmployeeId{rows.uuid(1)}, std::string{rows.text(2)}, rows.instant(3)});
    return marks;
}

bool remove_draft(Connection& connection, IncidentId incident, EmployeeId employee) {
    connection.prepare("DELETE FROM drafts WHERE incident = ?1 AND employee = ?2").bind_all(incident, employee).run();
    return connection.changes() == 1;
}

namespace {

std::int64_t forms_beside(Connection& connection, const FormDraft& draft) {
    auto count = connection.prepare("SELECT count(*) FROM form_drafts "
                                    "WHERE employee = ?1 AND NOT (incident = ?2 AND act = ?3)");
    count.bind_all(draft.employee, draft.incident, json::enum_name(draft.act)).step();
    return count.integer(0);
}

} // namespace

void store_form(Connection& connection, const FormDraft& draft) {
    incidents::want_room_for_form(forms_beside(connection, draft));
    connection
        .prepare("INSERT INTO form_drafts(incident, employee, act, employee_name, form, last_entry, updated_at) "
                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT(incident, employee, act) DO UPDATE SET "
                 "employee_name = ?4, form = ?5, last_entry = ?6, updated_at = ?7")
        .bind_all(draft.incident, draft.employee, json::enum_name(draft.act), draft.employee_name, draft.form,
                  draft.last_entry, draft.updated_at)
        .run();
}

std::optional<FormDraft> find_form(Connection& connection, IncidentId incident, EmployeeId employee, DraftedAct act) {
    auto row = connection.prepare("SELECT employee_name, form, last_entry, updated_at FROM form_drafts "
                                  "WHERE incident = ?1 AND employee = ?2 AND act = ?3");
    if (!row.bind_all(incident, employee, json::enum_name(act)).step()) return std::nullopt;
    return FormDraft{.incident = incident,
                     .employee = employee,
                     .act = act,
                     .employee_name = std::string{row.text(0)},
                     .form = std::string{row.text(1)},
                     .last_entry = static_cast<int>(row.integer(2)),
                     .updated_at = row.instant(3)};
}

bool remove_form(Connection& connection, IncidentId incident, EmployeeId employee, DraftedAct act) {
    connection.prepare("DELETE FROM form_drafts WHERE incident = ?1 AND employee = ?2 AND act = ?3")
        .bind_all(incident, employee, json::enum_name(act))
        .run();
    return connection.changes() == 1;
}

void remove_drafts_of(Connection& connection, IncidentId incident) {
    connection.prepare("DELETE FROM drafts WHERE incident = ?1").bind(1, incident).run();
    connection.prepare("DELETE FROM form_drafts WHERE incident = ?1").bind(1, incident).run();
}

void remove_drafts_before(Connection& connection, Instant before) {
    connection.prepare("DELETE FROM drafts WHERE updated_at < ?1").bind(1, before).run();
    connection.prepare("DELETE FROM form_drafts WHERE updated_at < ?1").bind(1, before).run();
}

} // namespace resuelve::sqlite
