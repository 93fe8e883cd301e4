#pragma once

#include "adapters/mongodb/database.hpp"
#include "domain/incidents/daily.hpp"

namespace resuelve::mongodb {

/// As incidents::OverviewCount counts: whole days by their tallies, one by one what the period's ends cut, the open
/// ones and those of a product. While the tallies are incomplete, or no primary is there, everything is counted one by
/// one.
awaitable<incidents::Overview> overview(Database& database, incidents::OverviewQuery query);

/// As incidents::DailyCount counts.
awaitable<std::vector<incidents::DayFigures>> daily(Database& database, incidents::DailyQuery query);

/// A projection to the members of incidents that incidents::OverviewCount and incidents::Tallies read.
Document counted_members();

} // namespace resuelve::mongodb
