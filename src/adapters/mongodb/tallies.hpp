#pragma once

#include "adapters/mongodb/database.hpp"
#include "domain/incidents/daily.hpp"

namespace resuelve::mongodb {

// The collections `tallies` and `tally_state`, by which reports over years read little: see incidents::Tallies and ADR
// 0024. What an incident added to them stands in its member `counted`. A change does not wait for them: whoever moves
// its entries on marks the incident as `uncounted`, and it is counted with others, in a transaction.
//
// Every tally has a generation. Counting all anew begins one; until it is complete, reports count one by one.

std::string tallies_commands();

/// Counts what is marked by now.
awaitable<void> count_marked(Database& database);

/// Counts what the generation has not counted yet, if it is not complete. It may stop anywhere and begin again.
awaitable<void> complete_tallies(Database& database);

/// Makes all tallies anew from the incidents. What changes meanwhile may be taken for wrong.
awaitable<incidents::Recount> recount(Database& database);

/// Of what was opened on the period's whole days; nothing while the tallies are incomplete.
std::optional<std::vector<incidents::FigureSum>> sums_of(Connection& connection, const incidents::TalliedPeriod& period,
                                                         const std::optional<TeamId>& team);

/// The incidents::daily_figures of each day that has some; nothing while the tallies are incomplete.
std::optional<std::vector<incidents::DaySum>> daily_sums_of(Connection& connection, const incidents::DailyQuery& query);

} // namespace resuelve::mongodb
