#pragma once

#include "adapters/sqlite/incident_rows.hpp"
#include "domain/incidents/overview.hpp"

namespace resuelve::sqlite {

/// The table `facts`: what reports need of incidents, apart from the long texts. Of what is read here, only the members
/// that incidents::OverviewCount and incidents::Tallies read are filled.

void store_facts(Connection& connection, std::int64_t number, const IncidentRow& row);

/// `number` is incidents.row. Throws Error if there are none.
incidents::Incident facts_of(Connection& connection, std::int64_t number);

/// Along which index incidents are read that a report has to count one by one.
enum class FactsOf { open_ones, closed_ones, product, overdue_ones };

struct FactsQuery {
    FactsOf of{};
    std::string product{};         ///< for FactsOf::product
    Instant from = Instant::min(); ///< opened, or for overdue ones due, at or after
    Instant until = Instant::max();
};

/// Some thousands at once, so that no read holds a snapshot for long; fewer than facts_at_once: that was all.
/// `after` is the last one of the part before.
std::vector<incidents::Incident> facts_after(Connection& connection, const FactsQuery& query,
                                             const std::optional<incidents::Incident>& after);
inline constexpr std::size_t facts_at_once = 5'000; ///< some ten milliseconds

/// How many open ones were opened in a part of a day, by an index alone.
std::int64_t count_open(Connection& connection, const incidents::TalliedPeriod::Part& part,
                        const std::optional<TeamId>& team);

/// What all incidents add to the reports.
incidents::Tallies tallies_of_all(Connection& connection);

} // namespace resuelve::sqlite
