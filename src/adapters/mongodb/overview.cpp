#include "adapters/mongodb/overview.hpp"

#include "adapters/mongodb/incident_document.hpp"

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
                  const std::optional<IncidentId>& after) {
    Document filter{{"_id", Document{{"$gt", after ? after->value : Uuid{}}}}};
    Document created;
    if (query.from) created.append("$gte", *query.from);
    if (query.until) created.append("$lt", *query.until);
    if (!created.empty()) filter.append("created", created);
    Facts facts;
    for (const auto& row : connection.find(incident_collection, {.filter = filter,
                                                                 .sort = {{"_id", 1}},
                                                                 .projection = counted_members(),
                                                                 .limit = incidents_at_once,
                                                                 .index = "_id_"}))
        facts.incidents.push_back(incident_in(row));
    if (facts.incidents.size() == incidents_at_once) facts.last = facts.incidents.back().id;
    return facts;
}

} // namespace resuelve::mongodb
