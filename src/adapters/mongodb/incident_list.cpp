#include "adapters/mongodb/incident_list.hpp"

#include "adapters/mongodb/incident_document.hpp"
#include "adapters/mongodb/list_plan.hpp"

namespace resuelve::mongodb {

using incidents::Incident;
using incidents::IncidentQuery;

incidents::Page<Incident> list_incidents(Connection& connection, const IncidentQuery& query) {
    const auto after = position_of(query);
    const auto plan = plan_list(query);
    incidents::Page<Incident> page;
    if (!plan || query.limit == 0) return page;
    // One more than is shown tells whether there is another page.
    const auto wanted = query.limit + 1;
    for (auto& part : list_queries(*plan, query, after, wanted)) {
        if (page.items.size() == wanted) break;
        part.limit = wanted - page.items.size();
        for (auto& incident : find_incidents(connection, std::move(part)))
            page.items.push_back(std::move(incident));
    }
    if (page.items.size() == wanted) {
        page.items.pop_back();
        page.next_cursor = to_cursor(position_in_list(page.items.back(), query.sort), query);
    }
    return page;
}

std::optional<Incident> next_unassigned(Connection& connection, const incidents::Scope& scope) {
    if (!scope.all && !scope.agent) return std::nullopt;
    Array lists;
    if (scope.all) {
        lists.push("all");
    } else {
        lists.push("none");
        for (const auto& team : scope.teams)
            lists.push(team);
    }
    auto found = find_incidents(connection, {.filter = {{"waiting", Document{{"$in", lists}}}},
                                             .sort = {{"priority", -1}, {"deadline", 1}, {"created", 1}, {"_id", 1}},
                                             .limit = 1,
                                             .index = "incidents_waiting"});
    return found.empty() ? std::nullopt : std::optional{std::move(found.front())};
}

std::vector<Incident> incidents_of_customer(Connection& connection, IncidentQuery query) {
    query.sort = incidents::SortKey::created;
    const auto plan = plan_list(query);
    if (!plan) return {};
    return find_incidents(connection, list_queries(*plan, query, std::nullopt, 0).front());
}

} // namespace resuelve::mongodb
