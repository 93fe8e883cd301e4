#include "domain/incidents/receipt.hpp"
#include "platform/http/problem.hpp"
#include "platform/json/parse.hpp"
#include "services/api/query_parameters.hpp"
#include "services/api/scope.hpp"
#include "services/api/timeline_response.hpp"
#include "services/intake/use_cases.hpp"

namespace resuelve::intake {
namespace {

BOOST_DEFINE_ENUM_CLASS(OwnSort, created, updated)

Response page_of(const incidents::Page<incidents::Incident>& page) {
    boost::json::array items;
    for (const auto& incident : page.items)
        items.push_back(api::customer_view(incident));
    boost::json::value next_cursor;
    if (page.next_cursor) next_cursor = boost::json::string{*page.next_cursor};
    return Response::json(200,
                          boost::json::object{{"items", std::move(items)}, {"next_cursor", std::move(next_cursor)}})
        .with("cache-control", "no-store");
}

/// The receipt that a body {code} stands for; nothing if the body has no code. Throws Problem::invalid for another
/// code.
std::optional<boost::json::object> receipt_of_code(const boost::json::object& body) {
    const auto* code = body.if_contains("code");
    if (code == nullptr) return std::nullopt;
    auto receipt = code->is_string() ? incidents::receipt_in(std::string_view{code->get_string()}) : std::nullopt;
    if (!receipt)
        throw Problem{Problem::invalid, "This is no receipt", {{"/code", "malformed", "is no code of a receipt"}}};
    return receipt;
}

} // namespace

awaitable<Response> list_own_incidents(const Request& request, Intake& intake) {
    api::QueryParameters query{request.http.query, {"status", "q", "sort", "cursor", "limit"}};
    incidents::IncidentQuery wanted{.scope = api::scope_of(request)};
    wanted.statuses = query.some_of<incidents::Status>("status");
    wanted.text = query.search("q");
    const auto sort = query.one_of<OwnSort>("sort").value_or(OwnSort::created);
    wanted.sort = sort == OwnSort::created ? incidents::SortKey::created : incidents::SortKey::updated;
    wanted.cursor = query.cursor();
    wanted.limit = query.limit();
    query.finish();
    if (const auto& only = request.actor().only_incident) {
        incidents::Page<incidents::Incident> page;
        if (auto incident = co_await intake.desk.incidents.find(*only)) page.items.push_back(std::move(*incident));
        co_return page_of(page);
    }
    co_return page_of(co_await intake.desk.incidents.list(std::move(wanted)));
}

awaitable<Response> get_own_incident(const Request& request, Intake& intake) {
    const auto incident = co_await api::visible_incident(request, intake.desk.incidents);
    co_return api::incident_response(request, incident);
}

awaitable<Response> get_own_timeline(const Request& request, Intake& intake) {
    return api::timeline_page(request, intake.desk.incidents);
}

awaitable<Response> get_own_receipt(const Request& request, Intake& intake) {
    return api::receipt_of(request, intake.desk, intake.receipts);
}

awaitable<Response> list_receipt_keys(const Request&, Intake& intake) {
    co_return Response::json(200, intake.receipts.keys());
}

awaitable<Response> verify_receipt(const Request& request, Intake& intake) {
    const auto body = json::parse(request.http.body);
    if (!body.is_object()) throw Problem{Problem::invalid, "This is no receipt", {{"", "type", "must be an object"}}};
    boost::json::object answer;
    if (auto coded = receipt_of_code(body.get_object())) {
        answer["verdict"] = json::to_json(intake.receipts.verify(*coded));
        answer["receipt"] = *std::move(coded);
    } else {
        answer["verdict"] = json::to_json(intake.receipts.verify(body.get_object()));
    }
    co_return Response::json(200, answer).with("cache-control", "no-store");
}

awaitable<Response> follow_own_events(const Request& request, Intake& intake) {
    co_return api::event_stream(request, intake.live);
}

} // namespace resuelve::intake
