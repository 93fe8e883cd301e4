#include "adapters/mongodb/overview.hpp"

#include "adapters/mongodb/incident_document.hpp"
#include "adapters/mongodb/list_plan.hpp"

namespace resuelve::mongodb {
namespace {

constexpr std::size_t incidents_at_once = 5'000;

/// Without the long texts.
Document counted_members() {
    Document projection{{"_id", 0}};
    for (const auto* member :
         {"id", "status", "closed_as", "priority", "channel", "category", "team_id", "assignee_id", "customer_id",
          "escalated", "satisfaction.score", "deadlines.answer_by", "created_at", "first_answered_at", "answered_at"})
        projection.append(std::string{"incident."} + member, 1);
    return projection;
}

} // namespace

Facts facts_after(Connection& connection, const incidents::OverviewQuery& query,
                  const std::optional<incidents::ListPosition>& after) {
    const incidents::IncidentQuery all{.scope = {.all = true}, .descending = false};
    auto plan = plan_list(all).value();
    if (query.from) plan.conditions.push_back({{"created", Document{{"$gte", *query.from}}}});
    if (query.until) plan.conditions.push_back({{"created", Document{{"$lt", *query.until}}}});
    Facts facts;
    for (auto& part : list_queries(plan, all, after, incidents_at_once)) {
        if (facts.incidents.size() == incidents_at_once) break;
        part.limit = incidents_at_once - facts.incidents.size();
        part.projection = counted_members();
        for (const auto& row : connection.find(incident_collection, part))
            facts.incidents.push_back(incident_in(row));
    }
    if (facts.incidents.size() == incidents_at_once) facts.last = position_in_list(facts.incidents.back(), all.sort);
    return facts;
}

} // namespace resuelve::mongodb
