#pragma once

#include "adapters/mongodb/database.hpp"
#include "domain/incidents/daily.hpp"

namespace resuelve::mongodb {

/// As incidents::OverviewCount counts. With `tallied`, what is marked by now is counted: whole days come from their
/// tallies if these are complete, and one by one what the period's ends cut, the open ones and those of a product.
/// Otherwise everything is counted one by one.
awaitable<incidents::Overview> overview(Database& database, incidents::OverviewQuery query, bool tallied);

/// As incidents::DailyCount counts; `tallied` as above.
awaitable<std::vector<incidents::DayFigures>> daily(Database& database, incidents::DailyQuery query, bool tallied);

/// A projection to the members of incidents that incidents::OverviewCount and incidents::Tallies read.
Document counted_members();

} // namespace resuelve::mongodb
