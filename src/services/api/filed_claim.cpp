#include "services/api/filed_claim.hpp"

namespace resuelve::api {
namespace {

template <class Field>
std::optional<std::string> text(const std::optional<Field>& field) {
    return field ? std::optional{field->value} : std::nullopt;
}

template <class Field>
std::optional<int> number(const std::optional<Field>& field) {
    return field ? std::optional{static_cast<int>(field->value)} : std::nullopt;
}

} // namespace

void read_json(Subject& into, const boost::json::value& from, json::FieldErrors& errors) {
    auto spaced = from;
    if (auto* text = spaced.if_string()) std::ranges::replace(*text, '\t', ' ');
    json::read_into(into.line, spaced, errors);
}

incidents::NewIncident to_new_incident(const FiledClaim& claim, std::string usual_language) {
    incidents::NewIncident incident;
    incident.channel = claim.channel.value_or(incidents::Channel::web);
    incident.language = claim.language ? std::string{json::enum_name(*claim.language)} : std::move(usual_language);
    incident.subject = claim.subject.line.value;
    incident.description = claim.description.value;
    incident.category = text(claim.category);
    if (claim.order)
        incident.order = incidents::Order{.reference = text(claim.order->reference),
                                          .line = text(claim.order->line),
                                          .product = text(claim.order->product),
                                          .serial_number = text(claim.order->serial_number),
                                          .quantity = number(claim.order->quantity),
                                          .purchased_on = claim.order->purchased_on};
    if (claim.points)
        for (const auto& point : *claim.points)
            incident.points.push_back(point.value);
    return incident;
}

incidents::Contact to_contact(const FiledContact& contact) {
    return {.name = contact.name.value, .email = contact.email.key(), .phone = text(contact.phone)};
}

} // namespace resuelve::api
