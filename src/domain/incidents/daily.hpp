#pragma once

#include "domain/incidents/overview.hpp"

#include <array>

namespace resuelve::incidents {

/// Some of the shop's days, at most some hundred.
struct DailyQuery {
    std::chrono::local_days first_day;
    std::chrono::local_days end_day;    ///< the first one that is not
    std::optional<TeamId> team;         ///< only those that are this team's now
    std::optional<std::string> product; ///< only those about it

    /// What was opened on these days.
    OverviewQuery opened() const;
};

/// Of the incidents that were opened on a day: what Overview says of that day alone.
struct DayFigures {
    std::chrono::local_days day;
    std::int64_t total = 0;
    std::int64_t closed = 0;
    std::int64_t answered_in_time = 0;
    std::int64_t answered_late = 0;

    bool operator==(const DayFigures&) const = default;
};

/// The figures of tallies that they are made of.
inline constexpr std::array daily_figures{Figure::status, Figure::answer};

/// A sum of the tallies of one day.
struct DaySum {
    std::chrono::local_days day;
    FigureSum sum; ///< without how long it took
};

/// Counts incidents day by day.
class DailyCount {
public:
    explicit DailyCount(DailyQuery query);

    /// Counts it if the query covers it.
    void add_facts(const Incident& incident);
    /// A tally of incidents that the query covers.
    void add(const DaySum& one);

    /// Every day of the query.
    std::vector<DayFigures> days() const;

private:
    OverviewCount& of(std::chrono::local_days day);

    DailyQuery query_;
    OverviewQuery opened_;
    std::vector<OverviewCount> counts_; ///< one for each day
};

} // namespace resuelve::incidents
