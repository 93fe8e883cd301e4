#include "domain/incidents/tally.hpp"

#include "domain/incidents/deadlines.hpp"
#include "platform/json/enum_names.hpp"

#include <boost/json.hpp>

namespace resuelve::incidents {

namespace {

std::string name(auto value) {
    return std::string{json::enum_name(value)};
}

void add_open_facts(std::vector<Fact>& facts, const Incident& incident) {
    facts.push_back({.figure = Figure::open_priority, .value = name(incident.priority)});
    facts.push_back({.figure = Figure::open_assignee,
                     .value = incident.assignee_id ? incident.assignee_id->to_string() : std::string{}});
    if (incident.escalated) facts.push_back({.figure = Figure::open_escalated, .value = {}});
}

} // namespace

std::vector<Fact> facts_of(const Incident& incident) {
    std::vector<Fact> facts{{.figure = Figure::status, .value = name(incident.status)},
                            {.figure = Figure::channel, .value = name(incident.channel)},
                            {.figure = Figure::category, .value = incident.category.value_or("")}};
    if (incident.closed_as) facts.push_back({.figure = Figure::closing, .value = name(*incident.closed_as)});
    if (incident.order && incident.order->product) {
        const ProductReason reason{*incident.order->product, incident.category.value_or("")};
        facts.push_back({.figure = Figure::product, .value = reason.to_value()});
    }
    if (incident.satisfaction)
        facts.push_back({.figure = Figure::score, .value = std::to_string(incident.satisfaction->score)});
    if (incident.first_answered_at)
        facts.push_back(
            {.figure = Figure::first_answer, .value = {}, .took = *incident.first_answered_at - incident.created_at});
    if (const auto how = how_answered(incident))
        facts.push_back(
            {.figure = Figure::answer, .value = name(*how), .took = *incident.answered_at - incident.created_at});
    if (incident.status != Status::closed) add_open_facts(facts, incident);
    return facts;
}

std::chrono::local_days day_of_opening(Instant created_at) {
    return spain().day_of(created_at);
}

std::int64_t open_in(std::span<const FigureSum> sums) {
    std::int64_t open = 0;
    for (const auto& sum : sums)
        if (sum.figure == Figure::open_priority) open += sum.tally.count; // each has one
    return open;
}

std::string ProductReason::to_value() const {
    return boost::json::serialize(boost::json::array{product, category});
}

ProductReason ProductReason::from_value(std::string_view value) {
    const auto both = boost::json::parse(value);
    return {.product = std::string{both.at(0).as_string()}, .category = std::string{both.at(1).as_string()}};
}

void Tally::operator+=(const Tally& other) {
    count += other.count;
    took += other.took;
}

Tallies::Tallies(Instant created_at, std::optional<TeamId> team, std::vector<Fact> facts) {
    for (auto& fact : facts)
        add({.day = day_of_opening(created_at), .team = team, .figure = fact.figure, .value = std::move(fact.value)},
            {.count = 1, .took = fact.took});
}

Tallies& Tallies::operator+=(const Tallies& others) {
    for (const auto& [key, tally] : others)
        add(key, tally);
    return *this;
}

Tallies& Tallies::operator-=(const Tallies& others) {
    for (const auto& [key, tally] : others)
        add(key, -tally);
    return *this;
}

std::int64_t Tallies::incidents() const {
    std::int64_t all = 0;
    for (const auto& [key, tally] : sums_)
        if (key.figure == Figure::status) all += tally.count; // each has one
    return all;
}

void Tallies::add(const TallyKey& key, const Tally& tally) {
    const auto sum = sums_.try_emplace(key).first;
    sum->second += tally;
    if (sum->second == Tally{}) sums_.erase(sum);
}

} // namespace resuelve::incidents
