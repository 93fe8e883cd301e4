#include "domain/incidents/overview.hpp"

#include "domain/incidents/deadlines.hpp"

#include <array>

namespace resuelve::incidents {
namespace {

/// The lower bound, in days, of the class of age.
int age_class(Instant from, Instant now) {
    const auto age = std::chrono::floor<std::chrono::days>(now - from).count();
    int bound = 0;
    for (const int lower : std::array{0, 1, 3, 7, 15, 30})
        if (age >= lower) bound = lower;
    return bound;
}

} // namespace

void OverviewCount::Mean::add(Instant from, Instant to) {
    ++count;
    sum += std::chrono::duration<double, std::ratio<3600>>{to - from}.count();
}

void OverviewCount::add(const Incident& incident) {
    if (!query_.scope.covers(incident) || (query_.from && incident.created_at < *query_.from) ||
        (query_.until && incident.created_at >= *query_.until))
        return;
    ++figures_.total;
    ++figures_.by_status[incident.status];
    ++figures_.by_channel[incident.channel];
    ++figures_.by_category[incident.category.value_or("")];
    if (incident.closed_as) ++figures_.by_closing[*incident.closed_as];
    if (incident.satisfaction) ++figures_.by_score[incident.satisfaction->score];
    if (incident.first_answered_at) to_first_answer_.add(incident.created_at, *incident.first_answered_at);
    if (incident.answered_at) {
        to_resolution_.add(incident.created_at, *incident.answered_at);
        ++(*incident.answered_at <= incident.deadlines.answer_by ? figures_.answered_in_time : figures_.answered_late);
    }
    if (incident.status != Status::closed) add_open(incident);
}

void OverviewCount::add_open(const Incident& incident) {
    ++figures_.open_by_priority[incident.priority];
    ++figures_.open_by_assignee[incident.assignee_id ? incident.assignee_id->to_string() : ""];
    ++figures_.open_by_age_days[age_class(incident.created_at, query_.now)];
    if (is_overdue(incident, query_.now)) ++figures_.overdue;
    if (incident.escalated) ++figures_.escalated;
}

Overview OverviewCount::overview() const {
    auto overview = figures_;
    overview.mean_hours_to_first_answer = to_first_answer_.value();
    overview.mean_hours_to_resolution = to_resolution_.value();
    return overview;
}

} // namespace resuelve::incidents
