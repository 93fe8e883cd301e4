#pragma once

#include "adapters/mongodb/connection.hpp"
#include "domain/incidents/incident_query.hpp"

namespace resuelve::mongodb {

/// A page in the order of the query's sort key and the id; the query has no words.
incidents::Page<incidents::Incident> list_incidents(Connection& connection, const incidents::IncidentQuery& query);

/// The most urgent open incident without assignee in the scope: priority, then answer_by, then age.
std::optional<incidents::Incident> next_unassigned(Connection& connection, const incidents::Scope& scope);

/// The incidents of one customer that pass the query's filters and scope, its words aside.
std::vector<incidents::Incident> incidents_of_customer(Connection& connection, incidents::IncidentQuery query);

} // namespace resuelve::mongodb
