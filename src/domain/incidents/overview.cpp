#include "domain/incidents/overview.hpp"

#include "domain/incidents/deadlines.hpp"
#include "platform/json/enum_names.hpp"

#include <array>
#include <stdexcept>

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

template <class E>
E named(std::string_view value) {
    const auto found = json::enum_from<E>(value);
    if (!found) throw std::invalid_argument{"no value of a figure: " + std::string{value}};
    return *found;
}

double mean_hours(const Tally& sum) {
    if (sum.count == 0) return 0;
    return std::chrono::duration<double, std::ratio<3600>>{sum.took}.count() / static_cast<double>(sum.count);
}

} // namespace

bool OverviewQuery::covers(const Incident& incident) const {
    return (!from || incident.created_at >= *from) && (!until || incident.created_at < *until) &&
           (!team || incident.team_id == team) && (!product || (incident.order && incident.order->product == product));
}

void OverviewCount::add(const Incident& incident) {
    add_facts(incident);
    add_open(incident);
}

void OverviewCount::add_facts(const Incident& incident) {
    if (!query_.covers(incident)) return;
    for (auto& fact : facts_of(incident))
        add({.figure = fact.figure, .value = std::move(fact.value), .tally = {.count = 1, .took = fact.took}});
}

void OverviewCount::add(const FigureSum& sum) {
    const auto& [figure, value, tally] = sum;
    switch (figure) {
    case Figure::status:
        figures_.total += tally.count;
        figures_.by_status[named<Status>(value)] += tally.count;
        break;
    case Figure::closing:
        figures_.by_closing[named<ClosedAs>(value)] += tally.count;
        break;
    case Figure::channel:
        figures_.by_channel[named<Channel>(value)] += tally.count;
        break;
    case Figure::category:
        figures_.by_category[value] += tally.count;
        break;
    case Figure::product: {
        const auto reason = ProductReason::from_value(value);
        figures_.by_product[reason.product][reason.category] += tally.count;
        break;
    }
    case Figure::score:
        figures_.by_score[std::stoi(value)] += tally.count;
        break;
    case Figure::first_answer:
        to_first_answer_ += tally;
        break;
    case Figure::answer:
        to_resolution_ += tally;
        (named<Answered>(value) == Answered::in_time ? figures_.answered_in_time : figures_.answered_late) +=
            tally.count;
        break;
    }
}

void OverviewCount::add_open(const Incident& incident) {
    if (incident.status == Status::closed || !query_.covers(incident)) return;
    ++figures_.open_by_priority[incident.priority];
    ++figures_.open_by_assignee[incident.assignee_id ? incident.assignee_id->to_string() : ""];
    ++figures_.open_by_age_days[age_class(incident.created_at, query_.now)];
    if (is_overdue(incident, query_.now)) ++figures_.overdue;
    if (incident.escalated) ++figures_.escalated;
}

Overview OverviewCount::overview() const {
    auto overview = figures_;
    overview.mean_hours_to_first_answer = mean_hours(to_first_answer_);
    overview.mean_hours_to_resolution = mean_hours(to_resolution_);
    return overview;
}

TalliedPeriod::TalliedPeriod(const OverviewQuery& query) {
    using std::chrono::days;
    if (query.from) first_day = std::chrono::ceil<days>(*query.from);
    if (query.until) end_day = std::chrono::floor<days>(*query.until);
    if (first_day && end_day && *first_day > *end_day) { // within one day
        if (*query.from < *query.until) cut_days.push_back({*query.from, *query.until});
        end_day = first_day;
        return;
    }
    if (first_day && *query.from < *first_day) cut_days.push_back({*query.from, *first_day});
    if (end_day && *end_day < *query.until) cut_days.push_back({*end_day, *query.until});
}

} // namespace resuelve::incidents
