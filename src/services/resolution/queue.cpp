#include "platform/json/write.hpp"
#include "services/api/queue_query.hpp"
#include "services/api/scope.hpp"
#include "services/api/timeline_response.hpp"
#include "services/resolution/drafts.hpp"
#include "services/resolution/use_cases.hpp"

namespace resuelve::resolution {
awaitable<Response> list_incidents(const Request& request, Resolution& resolution) {
    const auto page = co_await resolution.desk.incidents.list(api::read_queue_query(
        request.http.query, api::scope_of(request), request.actor().employee_id(), resolution.desk.clock.now()));
    std::vector<IncidentId> ids;
    for (const auto& incident : page.items)
        ids.push_back(incident.id);
    auto drafts = co_await drafting(resolution, std::move(ids));
    boost::json::array items;
    for (std::size_t i = 0; i < page.items.size(); ++i) {
        auto view = api::view_for(request, page.items[i]);
        view["drafting"] = std::move(drafts[i]);
        items.push_back(std::move(view));
    }
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
