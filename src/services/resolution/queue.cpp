#include "platform/json/write.hpp"
#include "services/api/queue_query.hpp"
#include "services/api/scope.hpp"
#include "services/api/timeline_response.hpp"
#include "services/resolution/drafts.hpp"
#include "services/resolution/snippets.hpp"
#include "services/resolution/use_cases.hpp"

#include <algorithm>

namespace resuelve::resolution {
namespace {

/// More incidents of one customer are not looked at to say how many of them the reader may not see.
constexpr std::size_t looked_at_of_a_customer = 100;

/// How many incidents of the customer who is asked for are hidden from the reader; nothing for who sees all.
awaitable<std::optional<std::int64_t>> hidden_ones(const incidents::IncidentQuery& asked, Resolution& resolution) {
    if (!asked.customer || asked.scope.all) co_return std::nullopt;
    const auto all = co_await resolution.desk.incidents.list(
        {.scope = {.all = true}, .customer = asked.customer, .limit = looked_at_of_a_customer});
    co_return std::ranges::count_if(all.items,
                                    [&](const incidents::Incident& incident) { return !asked.scope.covers(incident); });
}

} // namespace

awaitable<Response> list_incidents(const Request& request, Resolution& resolution) {
    const auto query = api::read_queue_query(request.http.query, api::scope_of(request), request.actor().employee_id(),
                                             resolution.desk.clock.now());
    const auto hidden = co_await hidden_ones(query, resolution);
    const auto page = co_await resolution.desk.incidents.list(query);
    std::vector<IncidentId> ids;
    for (const auto& incident : page.items)
        ids.push_back(incident.id);
    auto drafts = co_await drafting(resolution, std::move(ids));
    std::vector<boost::json::value> found;
    if (query.text) found = co_await snippets(request, resolution, *query.text, page.items);
    boost::json::array items;
    for (std::size_t i = 0; i < page.items.size(); ++i) {
        auto view = api::view_for(request, page.items[i]);
        view["drafting"] = std::move(drafts[i]);
        if (query.text) view["snippet"] = std::move(found[i]);
        items.push_back(std::move(view));
    }
    co_return Response::json(200, boost::json::object{{"items", std::move(items)},
                                                      {"next_cursor", json::to_json(page.next_cursor)},
                                                      {"hidden", json::to_json(hidden)}})
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

awaitable<Response> verify_audit(const Request&, Resolution& resolution) {
    return api::audit_verification(resolution.audit);
}

awaitable<Response> follow_events(const Request& request, Resolution& resolution) {
    co_return api::event_stream(request, resolution.live);
}

} // namespace resuelve::resolution
