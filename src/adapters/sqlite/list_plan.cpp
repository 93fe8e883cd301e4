#include "adapters/sqlite/list_plan.hpp"

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

/// The narrowest index that the filters allow. Some exist only for the time of creation, where queues are filtered.
Walk narrowest(const IncidentQuery& query) {
    const bool by_creation = query.sort == SortKey::created || query.sort == SortKey::relevance;
    if (query.customer) return {.by = By::customer, .value = query.customer->value};
    if (query.assignee) return {.by = By::assignee, .value = query.assignee->value};
    if (query.team) return {.by = By::team, .value = query.team->value};
    if (query.without_team) return {.by = By::no_team, .value = {}};
    if (by_creation && query.category) return {.by = By::category, .value = *query.category};
    if (query.unassigned) return {.by = By::nobody, .value = {}};
    if (by_creation && query.priority) return {.by = By::priority, .value = static_cast<std::int64_t>(*query.priority)};
    if (by_creation && query.statuses.size() == 1 && query.statuses.front() != Status::closed)
        return {.by = By::status, .value = static_cast<std::int64_t>(query.statuses.front())};
    return {};
}

std::vector<Walk> within_scope(const IncidentQuery& query) {
    const auto& scope = query.scope;
    if (scope.all) return {narrowest(query)};
    if (scope.customer) return {{.by = By::customer, .value = scope.customer->value}};
    if (!scope.agent) return {};
    const Walk own{.by = By::assignee, .value = scope.agent->value};
    // A customer's or an employee's incidents are few enough to check the scope of each.
    if (query.customer || query.assignee || query.without_team) return {narrowest(query)};
    if (query.team) return {std::ranges::find(scope.teams, *query.team) != scope.teams.end() ? narrowest(query) : own};
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

} // namespace

std::int64_t status_mask(const IncidentQuery& query) {
    std::int64_t mask = 0;
    for (const auto status : query.statuses)
        mask |= bit(status);
    return query.statuses.empty() ? all_statuses : mask;
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
        if (walk.by == By::customer || walk.by == By::status) {
            walks.push_back(walk);
            walks.back().checks_status = walk.by == By::customer && mask != all_statuses;
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

std::string walk_sql(const Walk& walk, SortKey sort, bool descending, bool continues) {
    const auto key = key_column(sort);
    const auto index_key = walk.by == By::customer ? "created" : key;
    const auto direction = descending ? "DESC" : "ASC";
    return fmt::format("SELECT row, {0}, id, team, assignee, customer, doc FROM incidents INDEXED BY incidents_{1}{2}"
                       " WHERE {3}{4}{5}{6}{7} ORDER BY {0} {8}, id {8}",
                       key, index_key, index_suffix(walk.by), condition(walk.by), walk.open ? " AND open = ?14" : "",
                       walk.checks_status ? " AND (?2 >> status) & 1" : "",
                       continues ? fmt::format(" AND ({}, id) {} (?12, ?13)", key, descending ? '<' : '>') : "",
                       filter_sql, direction);
}

} // namespace resuelve::sqlite
