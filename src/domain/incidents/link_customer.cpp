#include "domain/incidents/link_customer.hpp"

#include "platform/json/enum_names.hpp"

namespace resuelve::incidents {

std::expected<Change, Refusal> link_customer(const Incident& incident, CustomerId customer, std::string name,
                                             const Context& context) {
    const auto status = next(incident.status, Act::link_customer, context.by.role);
    if (!status) return std::unexpected(status.error());
    if (incident.customer_id) return contradiction(incident.status, "it has an owner already");

    Change change{incident};
    change.incident.customer_id = customer;
    change.incident.customer_name = std::move(name);
    change.record(EntryKind::change, Visibility::internal, context,
                  {{"act", json::enum_name(Act::link_customer)},
                   {"changes", {{"customer_id", {{"from", nullptr}, {"to", customer.to_string()}}}}}});
    change.tell("incident.customer_linked", context);
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents
