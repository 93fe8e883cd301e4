#include "domain/customers/notes.hpp"

#include "platform/http/problem.hpp"
#include "platform/json/write.hpp"
#include "services/api/preconditions.hpp"
#include "services/customers/accounts.hpp"
#include "services/customers/customer_json.hpp"
#include "services/customers/use_cases.hpp"

namespace resuelve::customers {
namespace {

struct WantedNotes {
    json::Text<0, limits::notes> text;
};
BOOST_DESCRIBE_STRUCT(WantedNotes, (), (text))

/// The customer in the path. Throws Problem::not_found if there is none, or none any more.
awaitable<Customer> noted_customer(const Request& request, Service& service) {
    const auto id = CustomerId::parse(request.parameter(0));
    auto customer = id ? co_await service.customers.find(*id) : std::nullopt;
    if (!customer || !customer->is_active()) throw Problem{Problem::not_found};
    co_return *std::move(customer);
}

std::int64_t version_of(const Customer& customer) {
    return customer.notes() ? customer.notes()->version : 0;
}

Response notes_of(const Customer& customer) {
    boost::json::object view{{"text", ""}, {"changed_by", nullptr}, {"changed_at", nullptr}};
    if (const auto& notes = customer.notes())
        view = {{"text", notes->text},
                {"changed_by",
                 boost::json::object{{"id", json::to_json(notes->changed_by)}, {"name", notes->changed_by_name}}},
                {"changed_at", json::to_json(notes->changed_at)}};
    view["version"] = version_of(customer);
    return Response::json(200, view).with("etag", api::etag(version_of(customer))).with("cache-control", "no-store");
}

} // namespace

awaitable<Response> get_customer_notes(const Request& request, Service& service) {
    const auto customer = co_await noted_customer(request, service);
    co_await service.reads.note(request, access::Audited::customer_read, customer.id().value);
    if (api::has_already(request, version_of(customer)))
        co_return Response::empty(304).with("etag", api::etag(version_of(customer)));
    co_return notes_of(customer);
}

awaitable<Response> put_customer_notes(const Request& request, Service& service) {
    const auto if_match = api::IfMatch::required(request);
    const auto wanted = request.body<WantedNotes>();
    const auto customer = co_await noted_customer(request, service);
    const auto& by = request.actor();
    const auto edit = [&](Customer& read) -> Customer::Outcome {
        if_match.check(version_of(read));
        read.change_notes({.text = wanted.text.value,
                           .version = version_of(read) + 1,
                           .changed_by = by.id,
                           .changed_by_name = by.name,
                           .changed_at = service.clock.now()});
        return {};
    };
    co_return notes_of(or_throw(co_await service.customers.change(
        customer.id(), edit, audited_along(request, service, access::Audited::customer_changed, "notes"))));
}

} // namespace resuelve::customers
