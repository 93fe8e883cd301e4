#include "adapters/mongodb/list_plan.hpp"

#include "domain/incidents/deadlines.hpp"
#include "domain/incidents/limits.hpp"
#include "platform/json/enum_names.hpp"

#include <algorithm>
#include <stdexcept>

namespace resuelve::mongodb {
namespace {

using incidents::IncidentQuery;
using incidents::ListPosition;
using incidents::SortKey;
using incidents::Status;

/// The field of the order. Without words nothing is more relevant than another.
std::string_view key_of(SortKey sort) {
    switch (sort) {
    case SortKey::created:
    case SortKey::relevance:
        return "created";
    case SortKey::updated:
        return "updated";
    case SortKey::deadline:
        return "deadline";
    case SortKey::priority:
        return "priority";
    }
    throw std::logic_error{"no such sort key"};
}

std::string_view index_of(SortKey sort) {
    switch (sort) {
    case SortKey::created:
    case SortKey::relevance:
        return "incidents_created";
    case SortKey::updated:
        return "incidents_updated";
    case SortKey::deadline:
        return "incidents_deadline";
    case SortKey::priority:
        return "incidents_priority";
    }
    throw std::logic_error{"no such sort key"};
}

Document any_of(const Array& values) {
    return {{"$in", values}};
}

/// Own teams', without a team, or assigned to the agent.
Array lists_of_agent(const incidents::Scope& scope) {
    Array lists{"none", *scope.agent};
    for (const auto& team : scope.teams)
        lists.push(team);
    return lists;
}

bool wants_open(const IncidentQuery& query) {
    if (query.closed_as) return false;
    return query.statuses.empty() ||
           std::ranges::any_of(query.statuses, [](Status status) { return status != Status::closed; });
}

bool wants_closed(const IncidentQuery& query) {
    if (query.overdue.value_or(false)) return false;
    return query.statuses.empty() || std::ranges::find(query.statuses, Status::closed) != query.statuses.end();
}

/// Both, one after the other in the index, for a list of both: without it the index gives no order.
Document open_condition(const IncidentQuery& query) {
    Array wanted;
    if (wants_open(query)) wanted.push(true);
    if (wants_closed(query)) wanted.push(false);
    return {{"open", any_of(wanted)}};
}

Document status_condition(const IncidentQuery& query) {
    if (query.statuses.size() == 1) return {{"status", static_cast<int>(query.statuses.front())}};
    Array wanted;
    for (const auto status : query.statuses)
        wanted.push(static_cast<int>(status));
    return {{"status", any_of(wanted)}};
}

/// The values as they are stored; one alone is compared, so that the index gives its order without a merge.
template <class Values>
Document one_of(std::string_view name, const Values& values, auto stored) {
    if (values.size() == 1) return {{name, stored(values.front())}};
    Array wanted;
    for (const auto& value : values)
        wanted.push(stored(value));
    return {{name, any_of(wanted)}};
}

constexpr auto as_number = [](auto value) { return static_cast<int>(value); };
constexpr auto as_text = [](const std::string& value) { return std::string_view{value}; };

Document is_there(bool there) {
    return {{"$exists", there}};
}

/// Each, so that the index merges them into an order; that there is one gives none.
Array all_scores() {
    Array scores;
    for (int score = incidents::limits::score_min; score <= incidents::limits::score_max; ++score)
        scores.push(score);
    return scores;
}

/// In a status in which the time to answer runs, and past its end.
Document overdue_condition(const IncidentQuery& query) {
    Array statuses;
    for (const auto status : json::enum_values<Status>())
        if (incidents::legal_clock_runs(status)) statuses.push(static_cast<int>(status));
    Document is_overdue{{"status", any_of(statuses)}, {"deadline", Document{{"$lt", query.now}}}};
    if (*query.overdue) return is_overdue;
    return {{"$nor", Array{is_overdue}}};
}

/// What figures of reports are about, most of it as the incident itself holds it.
void add_figures(std::vector<Document>& all, const IncidentQuery& query) {
    const auto add = [&all](std::string_view name, Value value) { all.push_back({{name, value}}); };
    if (query.opened_from) add("created", Document{{"$gte", *query.opened_from}});
    if (query.opened_until) add("created", Document{{"$lt", *query.opened_until}});
    // The usual channel is not stored.
    if (query.channel == incidents::Channel::web)
        add("incident.channel", is_there(false));
    else if (query.channel)
        add("incident.channel", json::enum_name(*query.channel));
    if (query.closed_as) add("incident.closed_as", json::enum_name(*query.closed_as));
    if (query.score) add("incident.satisfaction.score", *query.score);
    if (query.rated) add("incident.satisfaction.score", *query.rated ? any_of(all_scores()) : is_there(false));
    if (!query.answered.empty()) all.push_back(one_of("answered", query.answered, as_number));
    if (query.first_answered) add("incident.first_answered_at", is_there(*query.first_answered));
    if (query.product) add("incident.order.product", *query.product);
    if (query.overdue) all.push_back(overdue_condition(query));
}

/// What `open` does not say already.
bool needs_status_condition(const IncidentQuery& query) {
    const bool only_closed = query.statuses.size() == 1 && query.statuses.front() == Status::closed;
    return !query.statuses.empty() && !only_closed;
}

std::vector<Document> filters(const IncidentQuery& query) {
    std::vector<Document> all;
    const auto add = [&all](std::string_view name, Value value) { all.push_back({{name, value}}); };
    if (needs_status_condition(query)) all.push_back(status_condition(query));
    if (query.priority) add("priority", static_cast<int>(*query.priority));
    if (query.category) add("category", *query.category);
    if (!query.categories.empty()) all.push_back(one_of("category", query.categories, as_text));
    if (query.without_category) add("category", is_there(false));
    add_figures(all, query);
    if (query.approval) add("approval", static_cast<int>(*query.approval));
    if (query.snoozed) add("snoozed", is_there(*query.snoozed));
    if (query.customer) add("customer", *query.customer);
    if (query.scope.customer) add("customer", *query.scope.customer);
    if (query.tag) add("incident.tags", *query.tag);
    // A flag that is not set is not stored.
    if (query.escalated && *query.escalated) add("incident.escalated", true);
    if (query.escalated && !*query.escalated) add("incident.escalated", Document{{"$exists", false}});
    if (query.assignee) add("whose", *query.assignee);
    if (query.unassigned) add("whose", "nobody");
    if (query.team) add("whose", *query.team);
    if (query.without_team) add("whose", "none");
    if (query.scope.agent && !query.scope.all) add("whose", any_of(lists_of_agent(query.scope)));
    return all;
}

/// Of the indexes that exist for the time of creation alone, where queues are filtered: those that few incidents are in
/// come first. Empty if none fits.
std::string_view narrowest_by_creation(const IncidentQuery& query) {
    if (query.product) return "incidents_created_product";
    if (query.score) return "incidents_created_score";
    if (query.closed_as) return "incidents_created_closed_as";
    if (query.category) return "incidents_created_category";
    if (query.channel && *query.channel != incidents::Channel::web) return "incidents_created_channel";
    if (!query.categories.empty()) return "incidents_created_category";
    if (query.answered == std::vector{incidents::Answered::late}) return "incidents_created_answered";
    if (query.unassigned) return {};
    if (query.priority) return "incidents_created_priority";
    if (query.statuses.size() == 1 && query.statuses.front() != Status::closed) return "incidents_created_status";
    if (!query.answered.empty()) return "incidents_created_answered";
    if (query.rated.value_or(false)) return "incidents_created_score";
    if (query.first_answered.value_or(false)) return "incidents_created_first_answer";
    return {};
}

/// The narrowest index that the filters allow.
std::string_view narrowest(const IncidentQuery& query) {
    if (query.scope.customer || query.customer) return "incidents_created_customer";
    if (query.approval) return "incidents_created_approval";
    if (query.snoozed.value_or(false)) return "incidents_created_snoozed";
    const bool of_somebody = query.assignee || query.team || query.without_team || query.scope.agent;
    const bool by_creation = query.sort == SortKey::created || query.sort == SortKey::relevance;
    const auto index = !of_somebody && by_creation ? narrowest_by_creation(query) : std::string_view{};
    return index.empty() ? index_of(query.sort) : index;
}

bool is_nobodys(const incidents::Scope& scope) {
    return !scope.all && !scope.customer && !scope.agent;
}

Document all_of(const std::vector<Document>& conditions) {
    return conditions.empty() ? Document{} : Document{{"$and", Array::of(conditions)}};
}

/// A position's key as it is stored.
Value stored_key(const ListPosition& position, SortKey sort) {
    return sort == SortKey::priority ? Value{position.key} : Value{Instant{std::chrono::milliseconds{position.key}}};
}

} // namespace

std::optional<ListPlan> plan_list(const IncidentQuery& query) {
    if (is_nobodys(query.scope)) return std::nullopt;
    ListPlan plan{.index = narrowest(query), .conditions = filters(query)};
    if (plan.index != "incidents_created_status") plan.conditions.push_back(open_condition(query));
    const bool in_one_list = std::ranges::any_of(
        plan.conditions, [](const Document& condition) { return View{condition}["whose"].raw() != nullptr; });
    if (!in_one_list && plan.index == index_of(query.sort)) plan.conditions.push_back({{"whose", "all"}});
    return plan;
}

Document passing(const IncidentQuery& query) {
    auto conditions = filters(query);
    if (!query.statuses.empty()) conditions.push_back(open_condition(query));
    return all_of(conditions);
}

ListPosition position_in_list(const incidents::Incident& incident, SortKey sort) {
    const auto milliseconds = [](Instant moment) { return std::int64_t{moment.time_since_epoch().count()}; };
    switch (sort) {
    case SortKey::created:
    case SortKey::relevance:
        return {milliseconds(incident.created_at), incident.id.value};
    case SortKey::updated:
        return {milliseconds(incident.updated_at), incident.id.value};
    case SortKey::deadline:
        return {milliseconds(incident.deadlines.answer_by), incident.id.value};
    case SortKey::priority:
        return {static_cast<std::int64_t>(incident.priority), incident.id.value};
    }
    throw std::logic_error{"no such sort key"};
}

std::vector<Query> list_queries(const ListPlan& plan, const IncidentQuery& query,
                                const std::optional<ListPosition>& after, std::size_t limit) {
    const auto key = key_of(query.sort);
    const auto direction = query.descending ? -1 : 1;
    const std::string_view beyond = query.descending ? "$lt" : "$gt";
    // A key that the filter has fixed is not named in the order: it would keep the server from merging the index's
    // ranges.
    const bool has_one_key = query.sort == SortKey::priority && query.priority;
    const Document by_id{{"_id", direction}};
    const auto with = [&](std::vector<Document> more) {
        auto conditions = plan.conditions;
        std::ranges::move(more, std::back_inserter(conditions));
        return Query{.filter = all_of(conditions),
                     .sort = has_one_key ? by_id : Document{{key, direction}, {"_id", direction}},
                     .limit = limit,
                     .index = plan.index};
    };
    if (!after) return {with({})};
    if (has_one_key) return {with({{{"_id", Document{{beyond, after->id}}}}})};
    const auto stands_at = stored_key(*after, query.sort);
    std::vector<Query> queries;
    queries.push_back(with({{{key, stands_at}}, {{"_id", Document{{beyond, after->id}}}}}));
    queries.back().sort = by_id;
    queries.push_back(with({{{key, Document{{beyond, stands_at}}}}}));
    return queries;
}

} // namespace resuelve::mongodb
