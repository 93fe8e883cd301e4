#pragma once

#include "adapters/mongodb/connection.hpp"
#include "domain/incidents/incident_query.hpp"

namespace resuelve::mongodb {

/// A page of what query.text finds of what was moved (move_tails.hpp). By creation it is a walk along the newest hits.
/// Other orders sort the newest hits only (`most_sorted`), so that a common word cannot cost more; relevance counts
/// documents: 3 for the incident's own, 1 for each entry. One customer's incidents are looked through whole.
incidents::Page<incidents::Incident> search_incidents(Connection& connection, const incidents::IncidentQuery& query);

} // namespace resuelve::mongodb
