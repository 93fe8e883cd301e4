#include "adapters/sqlite/overview.hpp"

#include "adapters/sqlite/facts.hpp"
#include "adapters/sqlite/tallies.hpp"

namespace resuelve::sqlite {
namespace {

using incidents::Incident;
using incidents::OverviewCount;

awaitable<void> count_each(Database& database, FactsQuery query, OverviewCount& count,
                           void (OverviewCount::*add)(const Incident&)) {
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

} // namespace

awaitable<incidents::Overview> overview(Database& database, incidents::OverviewQuery query) {
    OverviewCount count{query};
    const auto from = query.from.value_or(Instant::min());
    const auto until = query.until.value_or(Instant::max());
    if (query.product) {
        co_await count_each(database, {.product = query.product, .from = from, .until = until}, count,
                            &OverviewCount::add);
        co_return count.overview();
    }
    const incidents::TalliedPeriod period{query};
    const auto sums = co_await database.read(
        [period, team = query.team](Connection& connection) { return sums_of(connection, period, team); });
    for (const auto& sum : sums)
        count.add(sum);
    for (const auto& part : period.cut_days)
        for (const bool open : {true, false})
            co_await count_each(database, {.open = open, .product = {}, .from = part.from, .until = part.until}, count,
                                &OverviewCount::add_facts);
    co_await count_each(database, {.open = true, .product = {}, .from = from, .until = until}, count,
                        &OverviewCount::add_open);
    co_return count.overview();
}

} // namespace resuelve::sqlite
