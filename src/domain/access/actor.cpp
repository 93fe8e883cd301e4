#include "domain/access/actor.hpp"

#include "platform/json/enum_names.hpp"

#include <algorithm>

namespace resuelve::access {

std::string_view to_string(Role role) {
    return json::enum_name(role);
}

bool Actor::in_team(TeamId team) const {
    return std::ranges::find(teams, team) != teams.end();
}

} // namespace resuelve::access
