#pragma once

#include "adapters/mongodb/connection.hpp"
#include "domain/incidents/incident_query.hpp"
#include "domain/incidents/list_cursor.hpp"

#include <vector>

namespace resuelve::mongodb {

/// How the server finds a list.
struct ListPlan {
    std::string_view index;           ///< gives the order, but for one customer's incidents, which are few
    std::vector<Document> conditions; ///< each must hold: the index's, the filters and the scope
};

/// Nothing for a scope of nobody.
std::optional<ListPlan> plan_list(const incidents::IncidentQuery& query);

/// The filters and the scope alone, for incidents that were found otherwise.
Document passing(const incidents::IncidentQuery& query);

/// What an incident is sorted by, in a list without words.
incidents::ListPosition position_in_list(const incidents::Incident& incident, incidents::SortKey sort);

/// The queries that together give at most `limit` incidents behind a position, one after the other: those with the same
/// key first. As one query with an "or" the server would begin at the list's start.
std::vector<Query> list_queries(const ListPlan& plan, const incidents::IncidentQuery& query,
                                const std::optional<incidents::ListPosition>& after, std::size_t limit);

} // namespace resuelve::mongodb
