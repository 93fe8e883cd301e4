#include "services/api/queue_query.hpp"

#include "domain/incidents/limits.hpp"
#include "services/api/query_parameters.hpp"

namespace resuelve::api {
namespace {

using incidents::IncidentQuery;
using incidents::SortKey;

/// All but the cursor and the limit.
constexpr std::initializer_list<std::string_view> filter_parameters{
    "status",           "assignee",       "team",    "priority",  "category", "categories",
    "without_category", "customer",       "tag",     "escalated", "snoozed",  "approval",
    "opened_from",      "opened_until",   "channel", "closed_as", "score",    "rated",
    "answered",         "first_answered", "product", "overdue",   "q",        "sort"};

/// `assignee` is an employee's id, "me" or "none".
void read_assignee(QueryParameters& query, const http::Parameters& parameters, EmployeeId asker,
                   IncidentQuery& wanted) {
    const auto assignee = parameters.find("assignee");
    if (assignee == "me")
        wanted.assignee = asker;
    else if (assignee == "none")
        wanted.unassigned = true;
    else
        wanted.assignee = query.id<EmployeeId>("assignee");
}

/// `team` is a team's id or "none".
void read_team(QueryParameters& query, const http::Parameters& parameters, IncidentQuery& wanted) {
    if (parameters.find("team") == "none")
        wanted.without_team = true;
    else
        wanted.team = query.id<TeamId>("team");
}

/// `sort` is a key, with "-" before it for the other way round. A search comes by relevance, the rest newest first.
void read_sort(QueryParameters& query, const http::Parameters& parameters, IncidentQuery& wanted) {
    const auto sort = parameters.find("sort");
    if (!sort) {
        wanted.sort = wanted.text ? SortKey::relevance : SortKey::created;
        return;
    }
    const bool descending = sort->starts_with('-');
    const auto key = json::enum_from<SortKey>(sort->substr(descending ? 1 : 0));
    if (!key) query.wrong("sort", "not_one_of", "must be one of created updated deadline priority relevance, or -key");
    if (key == SortKey::relevance && !wanted.text) query.wrong("sort", "not_one_of", "relevance needs q");
    wanted.sort = key.value_or(SortKey::created);
    wanted.descending = descending || wanted.sort == SortKey::relevance;
}

/// What figures of reports count.
void read_figures(QueryParameters& query, IncidentQuery& wanted) {
    wanted.opened_from = query.instant("opened_from");
    wanted.opened_until = query.instant("opened_until");
    wanted.channel = query.one_of<incidents::Channel>("channel");
    wanted.closed_as = query.one_of<incidents::ClosedAs>("closed_as");
    wanted.score = query.number("score", incidents::limits::score_min, incidents::limits::score_max);
    wanted.rated = query.flag("rated");
    wanted.answered = query.some_of<incidents::Answered>("answered");
    wanted.first_answered = query.flag("first_answered");
    wanted.product = query.text("product");
    wanted.overdue = query.flag("overdue");
}

void read_filter(QueryParameters& query, const http::Parameters& parameters, EmployeeId asker, IncidentQuery& wanted) {
    wanted.statuses = query.some_of<incidents::Status>("status");
    read_assignee(query, parameters, asker, wanted);
    read_team(query, parameters, wanted);
    wanted.priority = query.one_of<incidents::Priority>("priority");
    wanted.category = query.text("category");
    wanted.categories = query.texts("categories", limits::listed_categories);
    wanted.without_category = query.flag("without_category").value_or(false);
    wanted.customer = query.id<CustomerId>("customer");
    wanted.tag = query.text("tag");
    wanted.escalated = query.flag("escalated");
    wanted.snoozed = query.flag("snoozed");
    wanted.approval = query.one_of<incidents::ApprovalStatus>("approval");
    read_figures(query, wanted);
    wanted.text = query.search("q");
    read_sort(query, parameters, wanted);
}

void check_filter(std::string_view text) {
    const auto parameters = http::Parameters::parse(text);
    QueryParameters query{parameters, filter_parameters};
    IncidentQuery wanted{};
    read_filter(query, parameters, {}, wanted);
    query.finish();
}

} // namespace

IncidentQuery read_queue_query(const http::Parameters& parameters, incidents::Scope scope, EmployeeId asker,
                               Instant now) {
    QueryParameters query{parameters, filter_parameters, {"cursor", "limit"}};
    IncidentQuery wanted{.scope = std::move(scope), .now = now};
    read_filter(query, parameters, asker, wanted);
    wanted.cursor = query.cursor();
    wanted.limit = query.limit();
    query.finish();
    return wanted;
}

void want_queue_filter(std::string_view query) {
    std::vector<FieldError> errors;
    try {
        check_filter(query);
    } catch (const Problem& problem) {
        for (const auto& error : problem.errors())
            errors.push_back({"/query", error.code, error.field + " " + error.detail});
        if (errors.empty()) errors.push_back({"/query", "malformed", "is not a query: " + problem.detail()});
    }
    if (!errors.empty()) throw Problem{Problem::invalid, {}, std::move(errors)};
}

} // namespace resuelve::api
