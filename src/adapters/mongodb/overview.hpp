#pragma once

#include "adapters/mongodb/connection.hpp"
#include "domain/incidents/incident_query.hpp"
#include "domain/incidents/list_cursor.hpp"

namespace resuelve::mongodb {

/// What reports need of incidents: some of those in the query's time, as they were opened. Only the members that
/// incidents::OverviewCount reads are filled.
struct Facts {
    std::vector<incidents::Incident> incidents;
    std::optional<incidents::ListPosition> last; ///< none: that was all
};

/// Some thousands at once, so that no statement takes long.
Facts facts_after(Connection& connection, const incidents::OverviewQuery& query,
                  const std::optional<incidents::ListPosition>& after);

} // namespace resuelve::mongodb
