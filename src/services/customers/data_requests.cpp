#include "domain/customers/data_requests.hpp"

#include "platform/http/problem.hpp"
#include "platform/json/write.hpp"
#include "services/api/answer_once.hpp"
#include "services/api/query_parameters.hpp"
#include "services/customers/accounts.hpp"
#include "services/customers/customer_json.hpp"
#include "services/customers/use_cases.hpp"

namespace resuelve::customers {
namespace {

struct WantedRight {
    Right right{};
    std::optional<json::Text<0, limits::request_text>> detail;
};
BOOST_DESCRIBE_STRUCT(WantedRight, (), (right, detail))

struct LongerTerm {
    json::Text<1, limits::request_text> reasons;
};
BOOST_DESCRIBE_STRUCT(LongerTerm, (), (reasons))

struct AnswerToRight {
    DataOutcome outcome{};
    json::Text<1, limits::request_text> explanation;
};
BOOST_DESCRIBE_STRUCT(AnswerToRight, (), (outcome, explanation))

/// For these somebody has to know which data is meant.
bool wants_detail(Right right) {
    return right == Right::rectify || right == Right::restrict || right == Right::object;
}

/// With who wants it; null once the account is erased.
awaitable<boost::json::object> view_for_employees(const DataRequest& request, Service& service) {
    auto view = own_view(request);
    const auto customer = co_await service.customers.find(request.customer);
    view["customer"] = nullptr;
    if (customer && customer->is_active())
        view["customer"] = boost::json::object{{"id", json::to_json(customer->id())},
                                               {"name", customer->display_name()},
                                               {"email", customer->email().text()},
                                               {"email_verified", customer->email_verified()}};
    co_return view;
}

Response request_list(boost::json::array items, const std::optional<std::string>& next_cursor) {
    return Response::json(200,
                          boost::json::object{{"items", std::move(items)}, {"next_cursor", json::to_json(next_cursor)}})
        .with("cache-control", "no-store");
}

api::Answer made_answer(const DataRequest& request) {
    return {.status = 201,
            .location = "/api/v1/customers/me/data-requests",
            .etag = {},
            .body = boost::json::serialize(own_view(request))};
}

DataRequests::Along along_with(const Request& request, const Service& service, access::Audited act,
                               std::string detail) {
    DataRequests::Along with{.traceparent = request.http.traceparent};
    with.audit.push_back(api::audited(request, service.clock.now(), act, {}, std::move(detail)));
    return with;
}

awaitable<Response> make_once(const Request& request, Service& service, const WantedRight& wanted,
                              const api::IdempotencyKey& key) {
    const auto detail = wanted.detail ? wanted.detail->value : std::string{};
    if (detail.empty() && wants_detail(wanted.right))
        throw Problem{Problem::invalid, {}, {{"/detail", "required", "Which data is meant?"}}};
    auto with =
        along_with(request, service, access::Audited::data_request_made, std::string{json::enum_name(wanted.right)});
    const auto now = service.clock.now();
    if (key.given()) with.answer = [&](const DataRequest& made) { return *key.record(made_answer(made), now); };
    co_return made_answer(
        co_await service.data_requests.make(request.actor().customer_id(), wanted.right, detail, std::move(with)))
        .to_response();
}

DataRequestId id_in(const Request& request) {
    const auto id = DataRequestId::parse(request.parameter(0));
    if (!id) throw Problem{Problem::not_found};
    return *id;
}

awaitable<Response> request_as_changed(const DataRequest& request, Service& service) {
    co_return Response::json(200, co_await view_for_employees(request, service)).with("cache-control", "no-store");
}

} // namespace

awaitable<Response> make_data_request(const Request& request, Service& service) {
    const auto wanted = request.body<WantedRight>();
    co_await own_customer(request, service);
    const auto key = api::IdempotencyKey::of(request);
    co_return co_await api::answer_once(key, service.store, make_once(request, service, wanted, key));
}

awaitable<Response> list_own_data_requests(const Request& request, Service& service) {
    const auto customer = co_await own_customer(request, service);
    boost::json::array items;
    for (const auto& one : co_await service.store.requests_of(customer.id()))
        items.emplace_back(own_view(one));
    co_return request_list(std::move(items), std::nullopt);
}

awaitable<Response> list_data_requests(const Request& request, Service& service) {
    api::QueryParameters query{request.http.query, {"cursor", "limit"}};
    const DataRequestQuery wanted{.cursor = query.cursor(), .limit = query.limit()};
    query.finish();
    co_await service.reads.note(request, access::Audited::data_requests_listed);
    const auto page = co_await service.store.list_requests(wanted);
    boost::json::array items;
    for (const auto& one : page.items)
        items.emplace_back(co_await view_for_employees(one, service));
    co_return request_list(std::move(items), page.next_cursor);
}

awaitable<Response> extend_data_request(const Request& request, Service& service) {
    auto body = request.body<LongerTerm>();
    auto with = along_with(request, service, access::Audited::data_request_extended, {});
    const auto longer =
        co_await service.data_requests.extend(id_in(request), std::move(body.reasons.value), std::move(with));
    co_return co_await request_as_changed(longer, service);
}

awaitable<Response> answer_data_request(const Request& request, Service& service) {
    auto body = request.body<AnswerToRight>();
    if (body.outcome == DataOutcome::withdrawn)
        throw Problem{Problem::invalid, {}, {{"/outcome", "unknown", "One of fulfilled, partly, refused"}}};
    auto with = along_with(request, service, access::Audited::data_request_answered,
                           std::string{json::enum_name(body.outcome)});
    const auto done = co_await service.data_requests.answer(id_in(request), body.outcome,
                                                            std::move(body.explanation.value), std::move(with));
    co_return co_await request_as_changed(done, service);
}

} // namespace resuelve::customers
