#include "adapters/memory/incident_list.hpp"

#include "domain/incidents/deadlines.hpp"
#include "platform/crypto/sha256.hpp"
#include "platform/http/problem.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace resuelve::memory {
namespace {

using incidents::Incident;
using incidents::IncidentQuery;
using incidents::SortKey;

template <class T>
std::string shown(const std::optional<T>& id) {
    return id ? id->to_string() : "-";
}

/// What makes two queries the same list: everything but the cursor and the limit.
std::string print(const IncidentQuery& query) {
    auto text = fmt::format(
        "{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", shown(query.scope.customer), shown(query.scope.agent), query.scope.all,
        shown(query.assignee), query.unassigned, shown(query.team), query.without_team,
        query.priority ? static_cast<int>(*query.priority) : -1, shown(query.customer), static_cast<int>(query.sort),
        query.descending, query.escalated ? *query.escalated ? "y" : "n" : "-");
    for (const auto status : query.statuses)
        text += fmt::format("|{}", static_cast<int>(status));
    for (const auto& free : {query.category, query.tag, query.text, query.product})
        text += free ? fmt::format("|+{}:{}", free->size(), *free) : "|-";
    for (const auto& category : query.categories)
        text += fmt::format("|{}:{}", category.size(), category);
    const auto number = [](const auto& value) { return value ? static_cast<std::int64_t>(*value) : -1; };
    const auto moment = [](const auto& value) { return value ? value->time_since_epoch().count() : -1; };
    text += fmt::format("|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|", query.without_category, moment(query.opened_from),
                        moment(query.opened_until), number(query.channel), number(query.closed_as), number(query.score),
                        number(query.rated), number(query.first_answered), number(query.overdue),
                        number(query.approval), number(query.snoozed));
    for (const auto how : query.answered)
        text += fmt::format("{},", static_cast<int>(how));
    return to_hex(sha256(text)).substr(0, 16);
}

template <class Values, class Value>
bool is_one_of(const Values& wanted, const Value& value) {
    return wanted.empty() || std::ranges::find(wanted, value) != wanted.end();
}

template <class Value>
bool is(const std::optional<Value>& wanted, const Value& value) {
    return !wanted || *wanted == value;
}

bool was_opened_within(const IncidentQuery& query, Instant opened) {
    return (!query.opened_from || opened >= *query.opened_from) &&
           (!query.opened_until || opened < *query.opened_until);
}

bool has_category(const IncidentQuery& query, const std::optional<std::string>& category) {
    return (!query.category || category == query.category) && is_one_of(query.categories, category) &&
           (!query.without_category || !category);
}

bool has_approval(const IncidentQuery& query, const std::optional<incidents::Approval>& approval) {
    return !query.approval || (approval && approval->status == query.approval);
}

bool has_rating(const IncidentQuery& query, const std::optional<incidents::Satisfaction>& rating) {
    return (!query.score || (rating && rating->score == *query.score)) && is(query.rated, rating.has_value());
}

} // namespace

bool passes(const IncidentQuery& query, const Incident& incident) {
    return query.scope.covers(incident) && is_one_of(query.statuses, incident.status) &&
           (!query.assignee || incident.assignee_id == query.assignee) &&
           (!query.unassigned || !incident.assignee_id) && (!query.team || incident.team_id == query.team) &&
           (!query.without_team || !incident.team_id) && is(query.priority, incident.priority) &&
           has_category(query, incident.category) && (!query.customer || incident.customer_id == query.customer) &&
           (!query.tag || incident.tags.contains(*query.tag)) && is(query.escalated, incident.escalated) &&
           is(query.snoozed, incident.snooze.has_value()) && has_approval(query, incident.approval) &&
           was_opened_within(query, incident.created_at) && is(query.channel, incident.channel) &&
           (!query.closed_as || incident.closed_as == query.closed_as) && has_rating(query, incident.satisfaction) &&
           is_one_of(query.answered, how_answered(incident)) &&
           is(query.first_answered, incident.first_answered_at.has_value()) &&
           (!query.product || (incident.order && incident.order->product == query.product)) &&
           is(query.overdue, is_overdue(incident, query.now));
}

Place place_of(const Incident& incident, SortKey sort, std::int64_t relevance) {
    const auto milliseconds = [](Instant moment) { return std::int64_t{moment.time_since_epoch().count()}; };
    switch (sort) {
    case SortKey::created:
        return {milliseconds(incident.created_at), incident.id};
    case SortKey::updated:
        return {milliseconds(incident.updated_at), incident.id};
    case SortKey::deadline:
        return {milliseconds(incident.deadlines.answer_by), incident.id};
    case SortKey::priority:
        return {static_cast<std::int64_t>(incident.priority), incident.id};
    case SortKey::relevance:
        return {relevance, incident.id};
    }
    return {};
}

std::string cursor_after(const Place& place, const IncidentQuery& query) {
    return fmt::format("{}.{}.{}", print(query), place.first, place.second.to_string());
}

Place place_of_cursor(const IncidentQuery& query) {
    const std::string_view cursor = query.cursor;
    const auto start = print(query) + ".";
    const auto id_at = cursor.rfind('.') + 1;
    const auto id = IncidentId::parse(cursor.substr(std::min(id_at, cursor.size())));
    if (!cursor.starts_with(start) || !id || id_at <= start.size())
        throw Problem{Problem::malformed, "the cursor is not one of this list"};
    Place place{0, *id};
    const auto* end = cursor.data() + id_at - 1;
    const auto read = std::from_chars(cursor.data() + start.size(), end, place.first);
    if (read.ec != std::errc{} || read.ptr != end)
        throw Problem{Problem::malformed, "the cursor is not one of this list"};
    return place;
}

} // namespace resuelve::memory
