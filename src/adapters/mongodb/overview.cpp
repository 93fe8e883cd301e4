#include "adapters/mongodb/overview.hpp"

#include "adapters/mongodb/incident_document.hpp"
#include "adapters/mongodb/list_plan.hpp"
#include "adapters/mongodb/tallies.hpp"
#include "platform/json/enum_names.hpp"

namespace resuelve::mongodb {
namespace {

using incidents::Incident;
using incidents::OverviewCount;
using incidents::OverviewQuery;
using incidents::Status;

constexpr std::size_t incidents_at_once = 5'000; ///< so that no statement takes long

std::vector<Status> open_statuses() {
    std::vector<Status> open;
    for (const auto status : json::enum_values<Status>())
        if (status != Status::closed) open.push_back(status);
    return open;
}

struct Facts {
    std::vector<Incident> incidents;
    std::optional<incidents::ListPosition> last; ///< none: that was all
};

/// In the order of their creation. Only counted_members() are filled.
Facts facts_after(Connection& connection, const OverviewQuery& query, bool only_open,
                  const std::optional<incidents::ListPosition>& after) {
    incidents::IncidentQuery listed{.scope = {.all = true},
                                    .opened_from = query.from,
                                    .opened_until = query.until,
                                    .product = query.product,
                                    .descending = false};
    if (only_open) listed.statuses = open_statuses();
    const auto plan = plan_list(listed).value();
    Facts facts;
    for (auto& part : list_queries(plan, listed, after, incidents_at_once)) {
        if (facts.incidents.size() == incidents_at_once) break;
        part.limit = incidents_at_once - facts.incidents.size();
        part.projection = counted_members();
        for (const auto& row : connection.find(incident_collection, part))
            facts.incidents.push_back(incident_in(row));
    }
    if (facts.incidents.size() == incidents_at_once) facts.last = position_in_list(facts.incidents.back(), listed.sort);
    return facts;
}

awaitable<void> count_each(Database& database, OverviewQuery query, bool only_open, OverviewCount& count,
                           void (OverviewCount::*add)(const Incident&)) {
    Facts facts;
    do {
        facts = co_await database.read([query, only_open, last = facts.last](Connection& connection) {
            return facts_after(connection, query, only_open, last);
        });
        for (const auto& incident : facts.incidents)
            (count.*add)(incident);
    } while (facts.last);
}

} // namespace

awaitable<incidents::Overview> overview(Database& database, OverviewQuery query, bool tallied) {
    OverviewCount count{query};
    const incidents::TalliedPeriod period{query};
    std::optional<std::vector<incidents::FigureSum>> sums;
    if (tallied && !query.product)
        sums = co_await database.read(
            [period, team = query.team](Connection& connection) { return sums_of(connection, period, team); });
    if (!sums) {
        co_await count_each(database, query, false, count, &OverviewCount::add);
        co_return count.overview();
    }
    for (const auto& sum : *sums)
        count.add(sum);
    for (const auto& part : period.cut_days) {
        auto cut = query;
        cut.from = part.from;
        cut.until = part.until;
        co_await count_each(database, cut, false, count, &OverviewCount::add_facts);
    }
    co_await count_each(database, query, true, count, &OverviewCount::add_open);
    co_return count.overview();
}

Document counted_members() {
    Document projection{{"_id", 0}};
    for (const auto* member : {"id", "status", "closed_as", "priority", "channel", "category", "order.product",
                               "team_id", "assignee_id", "customer_id", "escalated", "satisfaction.score",
                               "deadlines.answer_by", "created_at", "first_answered_at", "answered_at"})
        projection.append(std::string{"incident."} + member, 1);
    return projection;
}

} // namespace resuelve::mongodb
