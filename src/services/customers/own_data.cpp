#include "platform/json/enum_names.hpp"
#include "services/api/filed_claim.hpp"
#include "services/api/preconditions.hpp"
#include "services/customers/accounts.hpp"
#include "services/customers/customer_json.hpp"
#include "services/customers/use_cases.hpp"

namespace resuelve::customers {
namespace {

struct OwnChange {
    std::optional<json::Line<1, limits::name>> first_name;
    std::optional<json::Line<0, limits::name>> last_name;
    json::Maybe<std::chrono::year_month_day> birth_date;
    json::Maybe<json::Text<0, limits::address>> address;
    std::optional<api::Language> language;
};
BOOST_DESCRIBE_STRUCT(OwnChange, (), (first_name, last_name, birth_date, address, language))

Customer::Outcome apply(const OwnChange& change, Customer& customer, Instant now) {
    if (change.first_name)
        if (auto done = customer.change_first_name(change.first_name->value); !done) return done;
    if (change.last_name)
        if (auto done = customer.change_last_name(change.last_name->value); !done) return done;
    if (!change.birth_date.absent())
        if (auto done = customer.change_birth_date(change.birth_date.as_optional(), now); !done) return done;
    if (!change.address.absent()) {
        const auto& address = change.address.as_optional();
        if (auto done =
                customer.change_address(address ? std::optional<std::string_view>{address->value} : std::nullopt);
            !done)
            return done;
    }
    return change.language ? customer.change_language(json::enum_name(*change.language)) : Customer::Outcome{};
}

} // namespace

awaitable<Response> get_own_customer(const Request& request, Service& service) {
    const auto customer = co_await own_customer(request, service);
    if (api::has_already(request, customer.own_version()))
        co_return Response::empty(304).with("etag", api::etag(customer.own_version()));
    co_return own_answer(customer).to_response();
}

awaitable<Response> change_own_customer(const Request& request, Service& service) {
    const auto if_match = api::IfMatch::required(request);
    const auto change = request.body<OwnChange>();
    const auto customer = co_await own_customer(request, service);
    const auto edit = [&](Customer& read) {
        if_match.check(read.own_version());
        return apply(change, read, service.clock.now());
    };
    co_return own_answer(or_throw(co_await service.customers.change(customer.id(), edit, along(request))))
        .to_response();
}

/// What this service knows of the person (GDPR art. 15 and 20); the incidents are exported where they are.
awaitable<Response> export_own_customer(const Request& request, Service& service) {
    api::want_recent_sign_in(request, service.clock.now());
    const auto customer = co_await own_customer(request, service);
    co_await service.audit.append(
        {api::audited(request, service.clock.now(), access::Audited::customer_exported, customer.id().value)});
    const auto sessions = co_await service.sessions.list(request);
    boost::json::array requests;
    for (const auto& one : co_await service.store.requests_of(customer.id()))
        requests.emplace_back(own_view(one));
    // Not who wrote them: that is another person's data.
    boost::json::value notes;
    if (customer.notes())
        notes = {{"text", customer.notes()->text}, {"changed_at", to_rfc3339(customer.notes()->changed_at)}};
    boost::json::object document{{"exported_at", to_rfc3339(service.clock.now())},
                                 {"customer", own_view(customer)},
                                 {"notes", std::move(notes)},
                                 {"passkeys", api::passkey_items(customer.passkeys())},
                                 {"data_requests", std::move(requests)},
                                 {"sessions", json::parse(std::get<std::string>(sessions.body)).at("items")}};
    co_return Response::json(200, document)
        .with("cache-control", "no-store")
        .with("content-disposition", "attachment; filename=\"resuelve-customer.json\"");
}

} // namespace resuelve::customers
