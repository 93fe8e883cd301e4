#pragma once

#include "adapters/mongodb/connection.hpp"
#include "domain/incidents/draft.hpp"

#include <optional>
#include <string>
#include <vector>

namespace resuelve::mongodb {

/// The commands that drafts need in a migration.
std::string drafts_commands();
std::string form_drafts_commands();
std::string forms_of_one_commands();

// Drafts in a collection of their own: they are no change of the incident.
void store_draft(Connection& connection, const incidents::Draft& draft);
std::optional<incidents::Draft> find_draft(Connection& connection, IncidentId incident, EmployeeId employee);
std::vector<incidents::DraftMark> marks_of_drafts(Connection& connection, const std::vector<IncidentId>& incidents);
std::vector<incidents::DraftMark> marks_since(Connection& connection, Instant since);
/// Says whether there was one.
bool remove_draft(Connection& connection, IncidentId incident, EmployeeId employee);
void store_form(Connection& connection, const incidents::FormDraft& draft);
std::optional<incidents::FormDraft> find_form(Connection& connection, IncidentId incident, EmployeeId employee,
                                              incidents::DraftedAct act);
/// Says whether there was one.
bool remove_form(Connection& connection, IncidentId incident, EmployeeId employee, incidents::DraftedAct act);
// Both kinds.
void remove_drafts_of(Connection& connection, IncidentId incident);
void remove_drafts_before(Connection& connection, Instant before);

} // namespace resuelve::mongodb
