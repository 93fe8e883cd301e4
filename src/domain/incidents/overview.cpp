#include "domain/incidents/overview.hpp"

#include "domain/incidents/deadlines.hpp"
#include "platform/json/enum_names.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace resuelve::incidents {
namespace {

/// The lower bounds of the classes, in days.
constexpr std::array age_bounds{0, 1, 3, 7, 15, 30};

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
    add_overdue(incident);
    if (incident.status == Status::closed || !query_.covers(incident)) return;
    for (const auto& age : age_classes(query_))
        if (age.covers(incident.created_at)) add_aged(age, 1);
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
    case Figure::open_priority:
        figures_.open_by_priority[named<Priority>(value)] += tally.count;
        break;
    case Figure::open_assignee:
        figures_.open_by_assignee[value] += tally.count;
        break;
    case Figure::open_escalated:
        figures_.escalated += tally.count;
        break;
    }
}

void OverviewCount::add_aged(const AgeClass& age, std::int64_t count) {
    if (count > 0) figures_.open_by_age_days[age.days] += count;
}

void OverviewCount::add_overdue(const Incident& incident) {
    if (query_.covers(incident) && is_overdue(incident, query_.now)) ++figures_.overdue;
}

Overview OverviewCount::overview() const {
    auto overview = figures_;
    overview.mean_hours_to_first_answer = mean_hours(to_first_answer_);
    overview.mean_hours_to_resolution = mean_hours(to_resolution_);
    return overview;
}

std::vector<AgeClass> age_classes(const OverviewQuery& query) {
    using std::chrono::days;
    // Exactly so many days old belongs to the older class.
    const auto opened_by = [&query](int age) { return query.now - days{age} + std::chrono::milliseconds{1}; };
    std::vector<AgeClass> classes;
    for (std::size_t i = 0; i < age_bounds.size(); ++i) {
        const bool is_last = i + 1 == age_bounds.size();
        AgeClass age{.days = age_bounds[i], .from = query.from, .until = query.until};
        if (!is_last) age.from = std::max(age.from, std::optional{opened_by(age_bounds[i + 1])});
        if (i > 0) age.until = std::min(query.until.value_or(Instant::max()), opened_by(age_bounds[i]));
        if (!age.from || !age.until || *age.from < *age.until) classes.push_back(age);
    }
    return classes;
}

TalliedPeriod::TalliedPeriod(std::optional<Instant> from, std::optional<Instant> until) {
    using std::chrono::days;
    const auto begin_of = [](std::chrono::local_days day) { return spain().begin_of(day); };
    if (from) {
        first_day = day_of_opening(*from);
        if (begin_of(*first_day) < *from) *first_day += days{1};
    }
    if (until) end_day = day_of_opening(*until);
    if (first_day && end_day && *first_day > *end_day) { // within one day
        if (*from < *until) cut_days.push_back({*from, *until});
        end_day = first_day;
        return;
    }
    if (first_day && *from < begin_of(*first_day)) cut_days.push_back({*from, begin_of(*first_day)});
    if (end_day && begin_of(*end_day) < *until) cut_days.push_back({begin_of(*end_day), *until});
}

} // namespace resuelve::incidents
