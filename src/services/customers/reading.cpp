#include "platform/http/problem.hpp"
#include "services/api/preconditions.hpp"
#include "services/api/query_parameters.hpp"
#include "services/customers/customer_json.hpp"
#include "services/customers/use_cases.hpp"

namespace resuelve::customers {

awaitable<Response> list_customers(const Request& request, Service& service) {
    api::QueryParameters query{request.http.query, {"q", "cursor", "limit"}};
    CustomerQuery wanted{.text = query.text("q"), .cursor = query.cursor(), .limit = query.limit()};
    query.finish();
    co_await service.reads.note(request, access::Audited::customers_listed);
    const auto page = co_await service.store.list(std::move(wanted));
    boost::json::array items;
    for (const auto& customer : page.items)
        items.emplace_back(employee_view(customer));
    co_return Response::json(
        200, boost::json::object{{"items", std::move(items)},
                                 {"next_cursor",
                                  page.next_cursor ? boost::json::value(*page.next_cursor) : boost::json::value{}}})
        .with("cache-control", "no-store");
}

awaitable<Response> get_customer(const Request& request, Service& service) {
    const auto id = CustomerId::parse(request.parameter(0));
    const auto customer = id ? co_await service.customers.find(*id) : std::nullopt;
    if (!customer || !customer->is_active()) throw Problem{Problem::not_found};
    co_await service.reads.note(request, access::Audited::customer_read, customer->id().value);
    const auto tag = api::etag(customer->own_version());
    if (api::has_already(request, customer->own_version())) co_return Response::empty(304).with("etag", tag);
    co_return Response::json(200, employee_view(*customer)).with("etag", tag).with("cache-control", "no-store");
}

awaitable<Response> list_audit(const Request& request, Service& service) {
    return api::audit_page(request, service.audit);
}

awaitable<Response> verify_audit(const Request&, Service& service) {
    return api::audit_verification(service.audit);
}

} // namespace resuelve::customers
