#include "adapters/mongodb/overview.hpp"

#include "adapters/mongodb/incident_document.hpp"
#include "adapters/mongodb/list_plan.hpp"
#include "adapters/mongodb/tallies.hpp"
#include "platform/http/problem.hpp"

namespace resuelve::mongodb {
namespace {

using incidents::Incident;
using incidents::OverviewCount;
using incidents::OverviewQuery;

constexpr std::size_t incidents_at_once = 5'000; ///< so that no statement takes long

struct Facts {
    std::vector<Incident> incidents;
    std::optional<incidents::ListPosition> last; ///< none: that was all
};

/// In the order of their creation, or of their deadlines the overdue ones. Only counted_members() are filled.
Facts facts_after(Connection& connection, const OverviewQuery& query, bool only_overdue,
                  const std::optional<incidents::ListPosition>& after) {
    incidents::IncidentQuery listed{.scope = {.all = true},
                                    .opened_from = query.from,
                                    .opened_until = query.until,
                                    .product = query.product,
                                    .descending = false};
    if (only_overdue) {
        listed.overdue = true;
        listed.now = query.now;
        listed.sort = incidents::SortKey::deadline;
    }
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

template <class Count>
awaitable<void> count_each(Database& database, OverviewQuery query, bool only_overdue, Count& count,
                           void (Count::*add)(const Incident&)) {
    Facts facts;
    do {
        facts = co_await database.read([query, only_overdue, last = facts.last](Connection& connection) {
            return facts_after(connection, query, only_overdue, last);
        });
        for (const auto& incident : facts.incidents)
            (count.*add)(incident);
    } while (facts.last);
}

/// By an index alone.
std::int64_t count_open(Connection& connection, const incidents::TalliedPeriod::Part& part,
                        const std::optional<TeamId>& team) {
    return connection.count(incident_collection, {{"whose", team ? Value{*team} : Value{"all"}},
                                                  {"open", true},
                                                  {"created", Document{{"$gte", part.from}, {"$lt", part.until}}}});
}

std::int64_t count_aged(Connection& connection, const TallySnapshot& tallies, const incidents::AgeClass& age,
                        const std::optional<TeamId>& team) {
    const incidents::TalliedPeriod period{age.from, age.until};
    auto count = incidents::open_in(tallies.sums_of(period, team));
    for (const auto& part : period.cut_days)
        count += count_open(connection, part, team);
    return count;
}

/// What tallies can stand for.
std::optional<OverviewCount> count_tallied(Connection& connection, const OverviewQuery& query) {
    const auto tallies = TallySnapshot::of(connection);
    if (!tallies) return std::nullopt;
    OverviewCount count{query};
    for (const auto& sum : tallies->sums_of(incidents::TalliedPeriod{query}, query.team))
        count.add(sum);
    for (const auto& age : incidents::age_classes(query))
        count.add_aged(age, count_aged(connection, *tallies, age, query.team));
    return count;
}

/// What `read` makes of the tallies in one snapshot, which only the primary has. None: they are not to be read now.
template <class Read>
awaitable<std::invoke_result_t<Read&, Connection&>> in_snapshot(Database& database, Read read) {
    try {
        co_return co_await database.transaction(std::move(read));
    } catch (const Problem& problem) {
        if (problem.code() != Problem::unavailable) throw;
        co_return std::nullopt;
    }
}

/// What tallies cannot stand for.
awaitable<void> count_rest(Database& database, const OverviewQuery& query, OverviewCount& count) {
    for (const auto& part : incidents::TalliedPeriod{query}.cut_days) {
        auto cut = query;
        cut.from = part.from;
        cut.until = part.until;
        co_await count_each(database, cut, false, count, &OverviewCount::add_facts);
    }
    co_await count_each(database, query, true, count, &OverviewCount::add_overdue);
}

} // namespace

awaitable<incidents::Overview> overview(Database& database, OverviewQuery query) {
    if (!query.product) {
        auto count = co_await in_snapshot(database,
                                          [query](Connection& connection) { return count_tallied(connection, query); });
        if (count) {
            co_await count_rest(database, query, *count);
            co_return count->overview();
        }
    }
    OverviewCount count{query};
    co_await count_each(database, query, false, count, &OverviewCount::add);
    co_return count.overview();
}

awaitable<std::vector<incidents::DayFigures>> daily(Database& database, incidents::DailyQuery query) {
    incidents::DailyCount count{query};
    if (!query.product) {
        const auto sums = co_await in_snapshot(database, [query](Connection& connection) {
            const auto tallies = TallySnapshot::of(connection);
            return tallies ? std::optional{tallies->daily_sums_of(query)} : std::nullopt;
        });
        if (sums) {
            for (const auto& sum : *sums)
                count.add(sum);
            co_return count.days();
        }
    }
    co_await count_each(database, query.opened(), false, count, &incidents::DailyCount::add_facts);
    co_return count.days();
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
