#include "domain/customers/events.hpp"

#include "platform/json/enum_names.hpp"

namespace resuelve::customers {
namespace {

events::Event event(std::string_view type, const Customer& customer, const Cause& cause, Random& random) {
    return {.id = events::EventId::make(cause.now, random),
            .type = std::string{type},
            .source = "/resuelve/customers",
            .subject = customer.id().value,
            .version = customer.version(),
            .time = cause.now,
            .traceparent = cause.traceparent,
            .data = {}};
}

} // namespace

events::Event customer_event(std::string_view type, const Customer& customer, const Cause& cause, Random& random) {
    auto result = event(type, customer, cause, random);
    const bool active = customer.is_active();
    result.data = {{"id", customer.id().to_string()},
                   {"version", customer.version()},
                   {"name", active ? customer.display_name() : std::string{}},
                   {"email", active ? customer.email().key() : std::string{}},
                   {"language", customer.language()},
                   {"email_verified", active && customer.email_verified()},
                   {"active", active}};
    return result;
}

events::Event link_event(const Customer& customer, const IssuedLink& link, const Cause& cause, Random& random) {
    auto result = event(event_type::link_requested, customer, cause, random);
    result.data = {{"customer_id", customer.id().to_string()},
                   {"email", customer.email().text()},
                   {"language", customer.language()},
                   {"purpose", json::enum_name(link.link.purpose)},
                   {"token", link.token},
                   {"expires_at", to_rfc3339(link.link.expires_at)}};
    return result;
}

events::Event data_request_event(std::string_view type, const Customer& customer, const DataRequest& request,
                                 const Cause& cause, Random& random) {
    auto result = event(type, customer, cause, random);
    result.data = {{"customer_id", customer.id().to_string()},
                   {"request_id", request.id.to_string()},
                   {"right", json::enum_name(request.right)},
                   {"made_at", to_rfc3339(request.made_at)},
                   {"due", to_rfc3339(request.due)},
                   {"reasons", nullptr},
                   {"outcome", nullptr},
                   {"explanation", nullptr}};
    if (request.extension) result.data["reasons"] = request.extension->reasons;
    if (request.answer) {
        result.data["outcome"] = json::enum_name(request.answer->outcome);
        result.data["explanation"] = request.answer->explanation;
    }
    return result;
}

events::Event passkey_event(const Customer& customer, const access::PasskeyChange& change, const Cause& cause,
                            Random& random) {
    auto result =
        event(change.added ? event_type::passkey_added : event_type::passkey_removed, customer, cause, random);
    result.data = {
        {"customer_id", customer.id().to_string()}, {"email", customer.email().text()}, {"passkey", change.name}};
    return result;
}

} // namespace resuelve::customers
