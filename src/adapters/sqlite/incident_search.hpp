#pragma once

#include "adapters/sqlite/connection.hpp"
#include "domain/incidents/incident_query.hpp"

namespace resuelve::sqlite {

/// A page of what query.text finds: hits of `index`, looked up in `store`. By creation it is a walk along the newest
/// hits. Other orders sort the newest hits only (`most_sorted`), so that a common word cannot cost more; relevance
/// counts documents: 3 for the incident's own, 1 for each message.
incidents::Page<incidents::Incident> search_incidents(Connection& store, Connection& index,
                                                      const incidents::IncidentQuery& query);

} // namespace resuelve::sqlite
