#pragma once

#include "adapters/sqlite/connection.hpp"
#include "domain/incidents/incident_query.hpp"

namespace resuelve::sqlite {

/// A page in the order of the query's sort key and the id. With the search index, only incidents that query.text finds;
/// the walk then must be short: a customer's.
incidents::Page<incidents::Incident> list_incidents(Connection& connection, const incidents::IncidentQuery& query,
                                                    Connection* index = nullptr);

/// The most urgent open incident without assignee in the scope: priority, then answer_by, then age.
std::optional<incidents::Incident> next_unassigned(Connection& connection, const incidents::Scope& scope);

/// Binds the filters of a query to the parameters of `filter_sql` and the statuses.
void bind_filters(Statement& statement, const incidents::IncidentQuery& query);

} // namespace resuelve::sqlite
