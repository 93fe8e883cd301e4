#pragma once

#include "adapters/sqlite/connection.hpp"
#include "domain/incidents/draft.hpp"

#include <optional>
#include <vector>

namespace resuelve::sqlite {

/// A migration of incidents.db.
inline constexpr std::string_view drafts_schema = R"sql(
CREATE TABLE drafts(
    incident      BLOB NOT NULL,
    employee      BLOB NOT NULL,
    employee_name TEXT NOT NULL,
    reply         TEXT NOT NULL,
    note          TEXT NOT NULL,
    last_entry    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    PRIMARY KEY (incident, employee)
) STRICT;
CREATE INDEX drafts_by_time ON drafts(updated_at);
)sql";

/// Another one.
inline constexpr std::string_view form_drafts_schema = R"sql(
CREATE TABLE form_drafts(
    incident      BLOB NOT NULL,
    employee      BLOB NOT NULL,
    act           TEXT NOT NULL,
    employee_name TEXT NOT NULL,
    form          TEXT NOT NULL, -- JSON
    last_entry    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    PRIMARY KEY (incident, employee, act)
) STRICT;
CREATE INDEX form_drafts_by_time ON form_drafts(updated_at);
)sql";

/// And another: how many forms one employee keeps is looked up with each that is saved.
inline constexpr std::string_view forms_of_one_schema = R"sql(
CREATE INDEX form_drafts_by_employee ON form_drafts(employee);
)sql";

// Drafts in incidents.db.
void store_draft(Connection& connection, const incidents::Draft& draft);
std::optional<incidents::Draft> find_draft(Connection& connection, IncidentId incident, EmployeeId employee);
std::vector<incidents::DraftMark> marks_of_drafts(Connection& connection, const std::vector<IncidentId>& incidents);
std::vector<incidents::DraftMark> marks_since(Connection& connection, Instant since);
/// Says whether there was one.
bool remove_draft(Connection& connection, IncidentId incident, EmployeeId employee);
/// Throws what want_room_for_form() does.
void store_form(Connection& connection, const incidents::FormDraft& draft);
std::optional<incidents::FormDraft> find_form(Connection& connection, IncidentId incident, EmployeeId employee,
                                              incidents::DraftedAct act);
/// Says whether there was one.
bool remove_form(Connection& connection, IncidentId incident, EmployeeId employee, incidents::DraftedAct act);
// Both kinds.
void remove_drafts_of(Connection& connection, IncidentId incident);
void remove_drafts_before(Connection& connection, Instant before);

} // namespace resuelve::sqlite
