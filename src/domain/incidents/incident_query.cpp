#include "domain/incidents/incident_query.hpp"

#include <algorithm>

namespace resuelve::incidents {

bool Scope::covers(const Incident& incident) const {
    if (all) return true;
    if (customer && incident.customer_id == customer) return true;
    if (!agent) return false;
    return !incident.team_id || incident.assignee_id == agent ||
           std::ranges::find(teams, *incident.team_id) != teams.end();
}

} // namespace resuelve::incidents
