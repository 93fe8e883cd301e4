#include "adapters/sqlite/overview.hpp"

#include "adapters/sqlite/facts.hpp"
#include "adapters/sqlite/tallies.hpp"

namespace resuelve::sqlite {
namespace {

using incidents::Incident;
using incidents::OverviewCount;

template <class Count>
awaitable<void> count_each(Database& database, FactsQuery query, Count& count, void (Count::*add)(const Incident&)) {
    std::optional<Incident> last;
    for (bool more = true; more;) {
        auto found = co_await database.read(
            [query, last](Connection& connection) { return facts_after(connection, query, last); });
        for (const auto& incident : found)
            (count.*add)(incident);
        more = found.size() == facts_at_once;
        if (more) last = std::move(found.back());
    }
}

std::int64_t count_aged(Connection& connection, const incidents::AgeClass& age, const std::optional<TeamId>& team) {
    const incidents::TalliedPeriod period{age.from, age.until};
    auto count = incidents::open_in(sums_of(connection, period, team));
    for (const auto& part : period.cut_days)
        count += count_open(connection, part, team);
    return count;
}

/// What time changes: how old the open ones are, and which are overdue.
awaitable<void> count_by_time(Database& database, const incidents::OverviewQuery& query, OverviewCount& count) {
    for (const auto& age : incidents::age_classes(query))
        count.add_aged(age, co_await database.read([age, team = query.team](Connection& connection) {
            return count_aged(connection, age, team);
        }));
    co_await count_each(database, {.of = FactsOf::overdue_ones, .until = query.now}, count,
                        &OverviewCount::add_overdue);
}

} // namespace

awaitable<incidents::Overview> overview(Database& database, incidents::OverviewQuery query) {
    OverviewCount count{query};
    if (query.product) {
        co_await count_each(database,
                            {.of = FactsOf::product,
                             .product = *query.product,
                             .from = query.from.value_or(Instant::min()),
                             .until = query.until.value_or(Instant::max())},
                            count, &OverviewCount::add);
        co_return count.overview();
    }
    const incidents::TalliedPeriod period{query};
    const auto sums = co_await database.read(
        [period, team = query.team](Connection& connection) { return sums_of(connection, period, team); });
    for (const auto& sum : sums)
        count.add(sum);
    for (const auto& part : period.cut_days)
        for (const auto of : {FactsOf::open_ones, FactsOf::closed_ones})
            co_await count_each(database, {.of = of, .from = part.from, .until = part.until}, count,
                                &OverviewCount::add_facts);
    co_await count_by_time(database, query, count);
    co_return count.overview();
}

awaitable<std::vector<incidents::DayFigures>> daily(Database& database, incidents::DailyQuery query) {
    incidents::DailyCount count{query};
    if (query.product) {
        const auto opened = query.opened();
        co_await count_each(
            database, {.of = FactsOf::product, .product = *query.product, .from = *opened.from, .until = *opened.until},
            count, &incidents::DailyCount::add_facts);
        co_return count.days();
    }
    for (const auto& sum :
         co_await database.read([query](Connection& connection) { return daily_sums_of(connection, query); }))
        count.add(sum);
    co_return count.days();
}

} // namespace resuelve::sqlite
