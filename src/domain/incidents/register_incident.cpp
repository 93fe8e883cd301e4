#include "domain/incidents/register_incident.hpp"

#include "domain/incidents/faults.hpp"
#include "domain/incidents/message.hpp"
#include "platform/json/enum_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace resuelve::incidents {
namespace {

constexpr std::array<std::string_view, 5> languages{"es", "ca", "gl", "eu", "en"};

void check(const Order& order, Faults& faults) {
    faults.text(order.reference, "/order/reference", limits::order_field);
    faults.text(order.line, "/order/line", limits::order_field);
    faults.text(order.product, "/order/product", limits::order_field);
    faults.text(order.serial_number, "/order/serial_number", limits::order_field);
    if (order.quantity && (*order.quantity < 1 || *order.quantity > limits::quantity))
        faults.add("/order/quantity", "out_of_range", fmt::format("is not from 1 to {}", limits::quantity));
    if (order.purchased_on && !order.purchased_on->ok())
        faults.add("/order/purchased_on", "malformed", "is not a day of the calendar");
}

void check(const Contact& contact, Faults& faults) {
    faults.text(contact.name, "/contact/name", limits::name);
    faults.text(contact.phone, "/contact/phone", limits::phone);
    if (contact.email.empty()) faults.add("/contact/email", "required", "is missing");
}

/// Letters reach the shop: it is employees who open what they say.
bool may_come_by(Channel channel, access::Role role) {
    return channel != Channel::post || (role != access::Role::customer && role != access::Role::anonymous);
}

void check(const NewIncident& claim, const Context& context, Faults& faults) {
    if (!claim.continues && !may_come_by(claim.channel, context.by.role))
        faults.add("/channel", "not_one_of", "is for what employees open on behalf");
    faults.text(claim.subject, "/subject", limits::subject);
    faults.text(claim.description, "/description", limits::description);
    faults.text(claim.category, "/category", limits::category);
    faults.text(claim.privacy_version, "/privacy_version", limits::privacy_version);
    if (claim.points.size() > limits::points)
        faults.add("/points", "too_many", fmt::format("more than {} points", limits::points));
    for (std::size_t i = 0; i < claim.points.size(); ++i)
        faults.text(claim.points[i], fmt::format("/points/{}", i), limits::point);
    if (std::ranges::find(languages, claim.language) == languages.end())
        faults.add("/language", "unknown", "is not one of es, ca, gl, eu, en");
    if (claim.order) check(*claim.order, faults);
    if (claim.contact) check(*claim.contact, faults);
    if (!claim.customer_id && !claim.contact) faults.add("/contact", "required", "says how to reach you");
}

boost::json::object to_json(const Order& order) {
    boost::json::object json;
    if (order.reference) json["reference"] = *order.reference;
    if (order.line) json["line"] = *order.line;
    if (order.product) json["product"] = *order.product;
    if (order.serial_number) json["serial_number"] = *order.serial_number;
    if (order.quantity) json["quantity"] = *order.quantity;
    if (order.purchased_on) json["purchased_on"] = to_iso_date(*order.purchased_on);
    return json;
}

/// Everything that was filed, for the chain to keep (Law 10/2025 art. 12).
boost::json::object filed(const NewIncident& claim) {
    boost::json::object json{{"subject", claim.subject},
                             {"channel", json::enum_name(claim.channel)},
                             {"language", claim.language},
                             {"points", boost::json::array(claim.points.begin(), claim.points.end())}};
    if (claim.category) json["category"] = *claim.category;
    if (claim.order) json["order"] = to_json(*claim.order);
    if (claim.privacy_version) json["privacy_version"] = *claim.privacy_version;
    return json;
}

Incident incident_of(NewIncident claim, const Context& context) {
    Incident incident;
    incident.id = IncidentId::make(context.now, context.random);
    incident.reference = Reference::make(context.random);
    incident.customer_id = claim.customer_id;
    incident.customer_name = !claim.customer_name.empty() || !claim.contact ? claim.customer_name : claim.contact->name;
    incident.contact = std::move(claim.contact);
    incident.channel = claim.channel;
    incident.language = std::move(claim.language);
    incident.subject = std::move(claim.subject);
    incident.description = std::move(claim.description);
    incident.order = std::move(claim.order);
    incident.points = std::move(claim.points);
    incident.category = std::move(claim.category);
    incident.priority = claim.priority.value_or(Priority::normal);
    incident.team_id = claim.team_id;
    incident.vulnerable_customer = claim.vulnerable_customer;
    incident.privacy_version = std::move(claim.privacy_version);
    incident.continues = claim.continues;
    incident.created_at = context.now;
    start_legal_clock(incident, context.now, context.policy);
    return incident;
}

} // namespace

std::expected<Change, Refusal> register_incident(NewIncident claim, const Context& context) {
    Faults faults;
    check(claim, context, faults);
    if (!faults.empty()) return faults.refusal(Status::registered);

    const auto body = filed(claim);
    const auto continues = claim.continues;
    const auto description = claim.description;
    Change change{incident_of(std::move(claim), context)};
    record(change, EntryKind::message, Visibility::public_, Act::register_, Message{.body = description}, context,
           body);
    boost::json::object transition{
        {"act", json::enum_name(Act::register_)}, {"from", nullptr}, {"to", json::enum_name(change.incident.status)}};
    if (continues) transition["continues"] = continues->to_string();
    change.record(EntryKind::transition, Visibility::public_, context, transition);
    change.tell("incident.registered", context, {{"answer_by", to_rfc3339(change.incident.deadlines.answer_by)}});
    return std::move(change).finish(context);
}

} // namespace resuelve::incidents
