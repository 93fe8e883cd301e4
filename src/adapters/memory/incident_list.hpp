#pragma once

#include "domain/incidents/incident_query.hpp"

#include <string>
#include <utility>

namespace resuelve::memory {

/// Whether the incident is within the query's scope and passes its filters, the text aside.
bool passes(const incidents::IncidentQuery& query, const incidents::Incident& incident);

/// Where an incident stands in a list: by its sort key, then by its id.
using Place = std::pair<std::int64_t, IncidentId>;

/// `relevance` is used if the query sorts by it.
Place place_of(const incidents::Incident& incident, incidents::SortKey sort, std::int64_t relevance);

/// The cursor that continues the query after a place.
std::string cursor_after(const Place& place, const incidents::IncidentQuery& query);

/// Throws Problem::malformed unless it is a cursor of that query.
Place place_of_cursor(const incidents::IncidentQuery& query);

} // namespace resuelve::memory
