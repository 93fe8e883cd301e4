#include "domain/incidents/daily.hpp"

#include "domain/incidents/working_days.hpp"

namespace resuelve::incidents {

OverviewQuery DailyQuery::opened() const {
    return {.now = {},
            .from = spain().begin_of(first_day),
            .until = spain().begin_of(end_day),
            .team = team,
            .product = product};
}

DailyCount::DailyCount(DailyQuery query) :
    query_{std::move(query)}, opened_{query_.opened()},
    counts_(static_cast<std::size_t>((query_.end_day - query_.first_day).count()), OverviewCount{opened_}) {}

OverviewCount& DailyCount::of(std::chrono::local_days day) {
    return counts_.at(static_cast<std::size_t>((day - query_.first_day).count()));
}

void DailyCount::add_facts(const Incident& incident) {
    if (opened_.covers(incident)) of(day_of_opening(incident.created_at)).add_facts(incident);
}

void DailyCount::add(const DaySum& one) {
    of(one.day).add(one.sum);
}

std::vector<DayFigures> DailyCount::days() const {
    std::vector<DayFigures> days;
    for (auto day = query_.first_day; const auto& count : counts_) {
        const auto figures = count.overview();
        const auto closed = figures.by_status.find(Status::closed);
        days.push_back({.day = day,
                        .total = figures.total,
                        .closed = closed == figures.by_status.end() ? 0 : closed->second,
                        .answered_in_time = figures.answered_in_time,
                        .answered_late = figures.answered_late});
        day += std::chrono::days{1};
    }
    return days;
}

} // namespace resuelve::incidents
