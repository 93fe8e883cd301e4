#include "adapters/sqlite/list_plan.hpp"

#include "domain/incidents/deadlines.hpp"
#include "domain/incidents/limits.hpp"
#include "platform/json/enum_names.hpp"

namespace resuelve::sqlite {
namespace {

using incidents::IncidentQuery;
using incidents::SortKey;
using incidents::Status;
using By = Walk::By;

constexpr std::int64_t bit(Status status) {
    return std::int64_t{1} << static_cast<int>(status);
}

constexpr std::int64_t all_statuses = [] {
    std::int64_t mask = 0;
    for (const auto status : json::enum_values<Status>())
        mask |= bit(status);
    return mask;
}();
constexpr std::int64_t closed_statuses = bit(Status::closed);
constexpr std::int64_t open_statuses = all_statuses & ~closed_statuses;

/// Those that so few incidents are in that sorting them costs less than an index for each order.
bool is_for_every_order(By by) {
    return by == By::customer || by == By::approval || by == By::snoozed;
}

bool is_by_creation(const IncidentQuery& query) {
    return query.sort == SortKey::created || query.sort == SortKey::relevance;
}

/// Whether an index begins with `open`, or with what comes before it.
bool tells_open(By by) {
    switch (by) {
    case By::customer:
    case By::status:
    case By::closed_as:
    case By::score:
    case By::answered:
    case By::product:
    case By::approval:
        return false;
    default:
        return true;
    }
}

template <class Values>
std::vector<Walk> one_each(By by, const Values& values) {
    std::vector<Walk> walks;
    for (const auto& value : values)
        walks.push_back({.by = by, .value = value});
    return walks;
}

template <class Enumeration>
std::vector<Walk> walk_along(By by, Enumeration value) {
    return {{.by = by, .value = static_cast<std::int64_t>(value)}};
}

std::vector<Walk> along_scores() {
    std::vector<Walk> walks;
    for (std::int64_t score = incidents::limits::score_min; score <= incidents::limits::score_max; ++score)
        walks.push_back({.by = By::score, .value = score});
    return walks;
}

std::vector<Walk> along_answers(const IncidentQuery& query) {
    std::vector<Walk> walks;
    for (const auto how : json::enum_values<incidents::Answered>())
        if (std::ranges::find(query.answered, how) != query.answered.end())
            walks.push_back({.by = By::answered, .value = static_cast<std::int64_t>(how)});
    return walks;
}

/// Along the indexes that exist for the time of creation alone, where queues are filtered: those that few incidents are
/// in come first.
std::vector<Walk> narrowest_by_creation(const IncidentQuery& query) {
    if (query.product) return {{.by = By::product, .value = *query.product}};
    if (query.score) return {{.by = By::score, .value = std::int64_t{*query.score}}};
    if (query.closed_as) return walk_along(By::closed_as, *query.closed_as);
    if (query.category) return {{.by = By::category, .value = *query.category}};
    if (query.channel && *query.channel != incidents::Channel::web) return walk_along(By::channel, *query.channel);
    if (!query.categories.empty()) return one_each(By::category, query.categories);
    if (query.answered == std::vector{incidents::Answered::late}) return along_answers(query);
    if (query.unassigned) return {{.by = By::nobody, .value = {}}};
    if (query.priority) return walk_along(By::priority, *query.priority);
    if (query.statuses.size() == 1 && query.statuses.front() != Status::closed)
        return walk_along(By::status, query.statuses.front());
    if (query.rated.value_or(false)) return along_scores();
    if (!query.answered.empty()) return along_answers(query);
    if (query.first_answered.value_or(false)) return {{.by = By::first_answer, .value = {}}};
    return {{}};
}

/// Along the narrowest indexes that the filters allow.
std::vector<Walk> narrowest(const IncidentQuery& query) {
    if (query.customer) return {{.by = By::customer, .value = query.customer->value}};
    if (query.approval) return walk_along(By::approval, *query.approval);
    if (query.snoozed.value_or(false)) return {{.by = By::snoozed, .value = {}}};
    if (query.assignee) return {{.by = By::assignee, .value = query.assignee->value}};
    if (query.team) return {{.by = By::team, .value = query.team->value}};
    if (query.without_team) return {{.by = By::no_team, .value = {}}};
    if (is_by_creation(query)) return narrowest_by_creation(query);
    if (query.unassigned) return {{.by = By::nobody, .value = {}}};
    return {{}};
}

std::vector<Walk> within_scope(const IncidentQuery& query) {
    const auto& scope = query.scope;
    if (scope.all) return narrowest(query);
    if (scope.customer) return {{.by = By::customer, .value = scope.customer->value}};
    if (!scope.agent) return {};
    const Walk own{.by = By::assignee, .value = scope.agent->value};
    // A customer's or an employee's incidents, and those to approve or snoozed, are few enough to check the scope of
    // each.
    const bool is_of_few = query.customer || query.approval || query.snoozed.value_or(false) || query.assignee;
    if (is_of_few || query.without_team) return narrowest(query);
    if (query.team && std::ranges::find(scope.teams, *query.team) == scope.teams.end()) return {own};
    if (query.team) return narrowest(query);
    std::vector<Walk> walks{{.by = By::no_team, .value = {}}};
    for (const auto& team : scope.teams)
        walks.push_back({.by = By::team, .value = team.value});
    if (!query.unassigned) walks.push_back(own);
    return walks;
}

std::string_view index_suffix(By by) {
    switch (by) {
    case By::nothing:
        return "";
    case By::team:
    case By::no_team:
        return "_team";
    case By::assignee:
    case By::nobody:
        return "_assignee";
    case By::customer:
        return "_customer";
    case By::category:
        return "_category";
    case By::priority:
        return "_priority";
    case By::status:
        return "_status";
    case By::channel:
        return "_channel";
    case By::closed_as:
        return "_closed_as";
    case By::score:
        return "_score";
    case By::first_answer:
        return "_first_answer";
    case By::answered:
        return "_answered";
    case By::product:
        return "_product";
    case By::approval:
        return "_approval";
    case By::snoozed:
        return "_snoozed";
    }
    throw std::logic_error{"no such way to walk"};
}

std::string_view condition(By by) {
    switch (by) {
    case By::nothing:
        return "1";
    case By::team:
        return "team = ?1";
    case By::no_team:
        return "team IS NULL";
    case By::assignee:
        return "assignee = ?1";
    case By::nobody:
        return "assignee IS NULL";
    case By::customer:
        return "customer = ?1";
    case By::category:
        return "category = ?1";
    case By::priority:
        return "priority = ?1";
    case By::status:
        return "status = ?1";
    case By::channel:
        return "channel = ?1 AND channel <> 0";
    case By::closed_as:
        return "closed_as = ?1";
    case By::score:
        return "score = ?1";
    case By::first_answer:
        return "first_answer IS NOT NULL";
    case By::answered:
        return "answered = ?1";
    case By::product:
        return "product = ?1";
    case By::approval:
        return "approval = ?1";
    case By::snoozed:
        return "snoozed IS NOT NULL";
    }
    throw std::logic_error{"no such way to walk"};
}

std::string_view key_column(SortKey sort) {
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

/// Where on the index the walk begins and ends, as far as the filters bound its key; a cursor is within them already.
std::string bounds_sql(const IncidentQuery& query, bool continues) {
    std::string sql;
    const bool from_above = continues && query.descending;
    const bool from_below = continues && !query.descending;
    if (is_by_creation(query)) {
        if (query.opened_from && !from_below) sql += " AND created >= ?17";
        if (query.opened_until && !from_above) sql += " AND created < ?18";
    }
    if (query.sort == SortKey::deadline && query.overdue.value_or(false) && !from_above) sql += " AND deadline < ?27";
    return sql;
}

} // namespace

std::int64_t status_mask(const IncidentQuery& query) {
    std::int64_t mask = query.statuses.empty() ? all_statuses : 0;
    for (const auto status : query.statuses)
        mask |= bit(status);
    if (query.overdue.value_or(false)) mask &= legal_clock_mask();
    return query.closed_as ? mask & closed_statuses : mask;
}

std::int64_t legal_clock_mask() {
    std::int64_t mask = 0;
    for (const auto status : json::enum_values<Status>())
        if (incidents::legal_clock_runs(status)) mask |= bit(status);
    return mask;
}

std::optional<std::int64_t> answered_mask(const IncidentQuery& query) {
    if (query.answered.empty()) return std::nullopt;
    std::int64_t mask = 0;
    for (const auto how : query.answered)
        mask |= std::int64_t{1} << static_cast<int>(how);
    return mask;
}

std::optional<std::string> wanted_categories(const IncidentQuery& query) {
    if (query.categories.empty()) return std::nullopt;
    std::string text{"\n"};
    for (const auto& category : query.categories)
        text += category + "\n";
    return text;
}

bool in_scope(const incidents::Scope& scope, const std::optional<Uuid>& team, const std::optional<Uuid>& assignee,
              const std::optional<Uuid>& customer) {
    if (scope.all) return true;
    if (scope.customer && customer == scope.customer->value) return true;
    if (!scope.agent) return false;
    return !team || assignee == scope.agent->value ||
           std::ranges::find(scope.teams, TeamId{*team}) != scope.teams.end();
}

std::vector<Walk> plan_list(const IncidentQuery& query) {
    const auto mask = status_mask(query);
    std::vector<Walk> walks;
    for (const auto& walk : within_scope(query)) {
        if (!tells_open(walk.by)) {
            walks.push_back(walk);
            walks.back().checks_status = walk.by != By::status && mask != all_statuses;
            continue;
        }
        for (const auto [open, statuses] : {std::pair{true, open_statuses}, std::pair{false, closed_statuses}}) {
            if ((mask & statuses) == 0) continue;
            walks.push_back(walk);
            walks.back().open = open;
            walks.back().checks_status = (mask & statuses) != statuses;
        }
    }
    return walks;
}

std::string walk_sql(const Walk& walk, const IncidentQuery& query, bool continues) {
    const auto key = key_column(query.sort);
    const auto index_key = is_for_every_order(walk.by) ? "created" : key;
    const auto direction = query.descending ? "DESC" : "ASC";
    return fmt::format("SELECT row, {0}, id, team, assignee, customer, doc FROM incidents INDEXED BY incidents_{1}{2}"
                       " WHERE {3}{4}{5}{6}{7}{8} ORDER BY {0} {9}, id {9}",
                       key, index_key, index_suffix(walk.by), condition(walk.by), walk.open ? " AND open = ?14" : "",
                       walk.checks_status ? " AND (?2 >> status) & 1" : "",
                       continues ? fmt::format(" AND ({}, id) {} (?12, ?13)", key, query.descending ? '<' : '>') : "",
                       bounds_sql(query, continues), filter_sql, direction);
}

} // namespace resuelve::sqlite
