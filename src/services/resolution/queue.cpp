#include "platform/json/write.hpp"
#include "services/api/query_parameters.hpp"
#include "services/api/scope.hpp"
#include "services/api/timeline_response.hpp"
#include "services/resolution/use_cases.hpp"

namespace resuelve::resolution {
namespace {

using incidents::IncidentQuery;
using incidents::SortKey;

/// `assignee` is an employee's id, "me" or "none".
void read_assignee(api::QueryParameters& query, const Request& request, IncidentQuery& wanted) {
    const auto assignee = request.http.query.find("assignee");
    if (assignee == "me")
        wanted.assignee = request.actor().employee_id();
    else if (assignee == "none")
        wanted.unassigned = true;
    else
        wanted.assignee = query.id<EmployeeId>("assignee");
}

/// `team` is a team's id or "none".
void read_team(api::QueryParameters& query, const Request& request, IncidentQuery& wanted) {
    if (request.http.query.find("team") == "none")
        wanted.without_team = true;
    else
        wanted.team = query.id<TeamId>("team");
}

/// `sort` is a key, with "-" before it for the other way round. A search comes by relevance, the rest newest first.
void read_sort(api::QueryParameters& query, const Request& request, IncidentQuery& wanted) {
    const auto sort = request.http.query.find("sort");
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

IncidentQuery read_query(const Request& request) {
    api::QueryParameters query{request.http.query,
                               {"status", "assignee", "team", "priority", "category", "customer", "tag", "escalated",
                                "q", "sort", "cursor", "limit"}};
    IncidentQuery wanted{.scope = api::scope_of(request)};
    wanted.statuses = query.some_of<incidents::Status>("status");
    read_assignee(query, request, wanted);
    read_team(query, request, wanted);
    wanted.priority = query.one_of<incidents::Priority>("priority");
    wanted.category = query.text("category");
    wanted.customer = query.id<CustomerId>("customer");
    wanted.tag = query.text("tag");
    wanted.escalated = query.flag("escalated");
    wanted.text = query.search("q");
    read_sort(query, request, wanted);
    wanted.cursor = query.cursor();
    wanted.limit = query.limit();
    query.finish();
    return wanted;
}

} // namespace

awaitable<Response> list_incidents(const Request& request, Resolution& resolution) {
    const auto page = co_await resolution.desk.incidents.list(read_query(request));
    boost::json::array items;
    for (const auto& incident : page.items)
        items.push_back(api::view_for(request, incident));
    co_return Response::json(
        200, boost::json::object{{"items", std::move(items)}, {"next_cursor", json::to_json(page.next_cursor)}})
        .with("cache-control", "no-store");
}

awaitable<Response> get_incident(const Request& request, Resolution& resolution) {
    const auto incident = co_await api::visible_incident(request, resolution.desk.incidents);
    co_return api::incident_response(request, incident);
}

awaitable<Response> get_timeline(const Request& request, Resolution& resolution) {
    return api::timeline_page(request, resolution.desk.incidents, &resolution.reads);
}

awaitable<Response> get_receipt(const Request& request, Resolution& resolution) {
    return api::receipt_of(request, resolution.desk, resolution.receipts);
}

awaitable<Response> list_audit(const Request& request, Resolution& resolution) {
    return api::audit_page(request, resolution.audit);
}

awaitable<Response> follow_events(const Request& request, Resolution& resolution) {
    co_return api::event_stream(request, resolution.live);
}

} // namespace resuelve::resolution
