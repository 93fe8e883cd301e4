#include "services/customers/customer_json.hpp"

#include "platform/http/problem.hpp"
#include "platform/json/enum_names.hpp"
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
            {"version", customer.own_version()},
            {"created_at", json::to_json(customer.created_at())},
            {"updated_at", json::to_json(customer.updated_at())}};
}

boost::json::object own_view(const Customer& customer) {
    auto view = employee_view(customer);
    // The web application asks for a better one.
    view["weak_password"] = customer.weak_password();
    return view;
}

boost::json::object own_view(const DataRequest& request) {
    boost::json::object view{{"id", json::to_json(request.id)},
                             {"right", json::enum_name(request.right)},
                             {"detail", request.detail},
                             {"made_at", json::to_json(request.made_at)},
                             {"due", json::to_json(request.due)},
                             {"extension", nullptr},
                             {"answer", nullptr}};
    if (request.extension)
        view["extension"] =
            boost::json::object{{"at", json::to_json(request.extension->at)}, {"reasons", request.extension->reasons}};
    if (request.answer)
        view["answer"] = boost::json::object{{"at", json::to_json(request.answer->at)},
                                             {"outcome", json::enum_name(request.answer->outcome)},
                                             {"explanation", request.answer->explanation}};
    return view;
}

api::Answer own_answer(const Customer& customer, unsigned status) {
    return {.status = status,
            .location = {},
            .etag = api::etag(customer.own_version()),
            .body = boost::json::serialize(own_view(customer))};
}

void throw_refusal(const Refusal& refusal) {
    throw Problem{Problem::invalid, {}, {{"/" + refusal.field, refusal.code, refusal.detail}}};
}

} // namespace resuelve::customers
