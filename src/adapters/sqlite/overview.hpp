#pragma once

#include "adapters/sqlite/database.hpp"
#include "domain/incidents/daily.hpp"

namespace resuelve::sqlite {

/// Whole days by their tallies; one by one those of the days that the period cuts, the open ones and those of a
/// product.
awaitable<incidents::Overview> overview(Database& database, incidents::OverviewQuery query);

/// By the tallies; one by one those of a product.
awaitable<std::vector<incidents::DayFigures>> daily(Database& database, incidents::DailyQuery query);

} // namespace resuelve::sqlite
