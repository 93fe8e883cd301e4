#include "platform/http/problem.hpp"
#include "platform/json/enum_names.hpp"
#include "services/api/answer_once.hpp"
#include "services/api/filed_claim.hpp"
#include "services/customers/accounts.hpp"
#include "services/customers/customer_json.hpp"
#include "services/customers/use_cases.hpp"

namespace resuelve::customers {
namespace {

struct Registration {
    Email email;
    std::string password;
    json::Line<1, limits::name> first_name;
    json::Line<0, limits::name> last_name;
    std::optional<std::chrono::year_month_day> birth_date;
    std::optional<json::Text<0, limits::address>> address;
    std::optional<api::Language> language;
};
BOOST_DESCRIBE_STRUCT(Registration, (), (email, password, first_name, last_name, birth_date, address, language))

Customer::Outcome fill_in(Customer& customer, const Registration& wanted, Instant now) {
    if (auto done = customer.change_first_name(wanted.first_name.value); !done) return done;
    if (auto done = customer.change_last_name(wanted.last_name.value); !done) return done;
    if (auto done = customer.change_birth_date(wanted.birth_date, now); !done) return done;
    if (wanted.address)
        if (auto done = customer.change_address(wanted.address->value); !done) return done;
    return wanted.language ? customer.change_language(json::enum_name(*wanted.language)) : Customer::Outcome{};
}

api::Answer registered_answer(const Customer& customer) {
    auto answer = own_answer(customer, 201);
    answer.location = "/api/v1/customers/" + customer.id().to_string();
    return answer;
}

/// Tells strangers as little as can be of who is a customer (reliability.md §0.11).
awaitable<void> refuse_if_taken(const std::string& source, Service& service, Email email) {
    const auto now = service.clock.now();
    service.taken.check(source, now);
    if (!co_await service.customers.find(email)) co_return;
    service.taken.count(source, now);
    throw Problem{Problem::email_taken};
}

awaitable<Response> try_register(const Request& request, Service& service, const Registration& wanted,
                                 const api::IdempotencyKey& key) {
    const auto now = service.clock.now();
    const auto source = api::source_of(request.http.peer);
    Customer draft{{}, wanted.email, now};
    or_throw(fill_in(draft, wanted, now));
    want_good_password("/password", wanted.password, draft);
    co_await refuse_if_taken(source, service, wanted.email);
    service.registrations.take(source, now);

    const auto hash = co_await service.hasher.hash(wanted.password, PasswordClass::customer);
    const auto edit = [&](Customer& customer) -> Customer::Outcome {
        customer.change_password_hash(hash, false);
        return fill_in(customer, wanted, now);
    };
    auto with = request.actor().role == access::Role::anonymous
                    ? along(request) // registering oneself
                    : audited_along(request, service, access::Audited::customer_changed, "registered");
    with.link = Purpose::verify_email;
    if (key.given())
        with.answer = [&](const Customer& customer) { return *key.record(registered_answer(customer), now); };
    co_return registered_answer(or_throw(co_await service.customers.add(wanted.email, edit, with))).to_response();
}

} // namespace

awaitable<Response> register_customer(const Request& request, Service& service) {
    const auto wanted = request.body<Registration>();
    const auto key = api::IdempotencyKey::of(request, wanted.email.key(), service.keys.newest().secret);
    co_return co_await api::answer_once(key, service.store, try_register(request, service, wanted, key));
}

} // namespace resuelve::customers
