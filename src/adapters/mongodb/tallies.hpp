#pragma once

#include "adapters/mongodb/database.hpp"
#include "domain/incidents/daily.hpp"

namespace resuelve::mongodb {

// The collections `tallies` and `tally_state`, by which reports over years read little: see incidents::Tallies and ADR
// 0024. What an incident added to them stands in its member `counted`. A change does not wait for them: whoever moves
// its entries on marks the incident as `uncounted`, and it is counted with others, in a transaction. Whoever reads them
// corrects them by what is not counted yet, and so waits for nobody who counts.
//
// Every tally has a generation. Counting all anew begins one; until it is complete, reports count one by one.

std::string tallies_commands();

/// Counts what is marked by now, unless the tallies are being completed.
awaitable<void> count_marked(Database& database);

/// Counts what the generation has not counted yet, if it is not complete. It may stop anywhere and begin again.
awaitable<void> complete_tallies(Database& database);

/// Makes all tallies anew from the incidents. What changes meanwhile may be taken for wrong.
awaitable<incidents::Recount> recount(Database& database);

/// What the tallies say of all that was committed, for as long as the transaction in which they are read.
class TallySnapshot {
public:
    /// Nothing while the tallies are incomplete.
    static std::optional<TallySnapshot> of(Connection& connection);

    /// Of what was opened on the period's whole days.
    std::vector<incidents::FigureSum> sums_of(const incidents::TalliedPeriod& period,
                                              const std::optional<TeamId>& team) const;
    /// The incidents::daily_figures of each day that has some.
    std::vector<incidents::DaySum> daily_sums_of(const incidents::DailyQuery& query) const;

private:
    TallySnapshot(Connection& connection, std::int64_t generation);

    Connection& connection_;
    std::int64_t generation_;
    incidents::Tallies uncounted_; ///< what the tallies lack
};

} // namespace resuelve::mongodb
