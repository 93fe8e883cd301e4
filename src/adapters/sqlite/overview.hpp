#pragma once

#include "adapters/sqlite/connection.hpp"
#include "domain/incidents/incident_query.hpp"

namespace resuelve::sqlite {

/// What reports need of incidents, from their table `facts`: some after `after_row`, in the order of their rows. Only
/// the members that incidents::OverviewCount reads are filled.
struct Facts {
    std::vector<incidents::Incident> incidents;
    std::int64_t last_row = 0;
};

/// Some thousands at once, so that no read holds a snapshot for long; none: that was all.
Facts facts_after(Connection& connection, std::int64_t after_row);

} // namespace resuelve::sqlite
