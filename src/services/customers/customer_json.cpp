#include "services/customers/customer_json.hpp"

#include "platform/http/problem.hpp"
#include "platform/json/write.hpp"
#include "services/api/preconditions.hpp"

namespace resuelve::customers {

boost::json::object employee_view(const Customer& customer) {
    return {{"id", json::to_json(customer.id())},
            {"email", customer.email().text()},
            {"email_verified", customer.email_verified()},
            {"first_name", customer.first_name()},
            {"last_name", customer.last_name()},
            {"birth_date", json::to_json(customer.birth_date())},
            {"address", json::to_json(customer.address())},
            {"language", customer.language()},
            {"version", customer.version()},
            {"created_at", json::to_json(customer.created_at())},
            {"updated_at", json::to_json(customer.updated_at())}};
}

boost::json::object own_view(const Customer& customer) {
    auto view = employee_view(customer);
    // The web application asks for a better one.
    view["weak_password"] = customer.weak_password();
    return view;
}

api::Answer own_answer(const Customer& customer, unsigned status) {
    return {.status = status,
            .location = {},
            .etag = api::etag(customer.version()),
            .body = boost::json::serialize(own_view(customer))};
}

void throw_refusal(const Refusal& refusal) {
    throw Problem{Problem::invalid, {}, {{"/" + refusal.field, refusal.code, refusal.detail}}};
}

} // namespace resuelve::customers
