#pragma once

#include "domain/access/email.hpp"
#include "domain/incidents/register_incident.hpp"
#include "platform/json/read.hpp"
#include "services/api/limited.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <optional>
#include <string>

namespace resuelve::api {

/// The languages that claims are answered in (Law 10/2025 art. 7.2, 13.6).
BOOST_DEFINE_ENUM_CLASS(Language, es, ca, gl, eu, en)

struct FiledOrder {
    std::optional<LineOf<incidents::limits::order_field>> reference;
    std::optional<LineOf<incidents::limits::order_field>> line;
    std::optional<LineOf<incidents::limits::order_field>> product;
    std::optional<LineOf<incidents::limits::order_field>> serial_number;
    std::optional<json::Int<1, incidents::limits::quantity>> quantity;
    std::optional<std::chrono::year_month_day> purchased_on;
};
BOOST_DESCRIBE_STRUCT(FiledOrder, (), (reference, line, product, serial_number, quantity, purchased_on))

/// One line; tabs, which come with what is pasted from tables, become spaces.
struct Subject {
    LineOf<incidents::limits::subject> line;
};
void read_json(Subject& into, const boost::json::value& from, json::FieldErrors& errors);

/// What every way of filing a claim has in its body.
struct FiledClaim {
    Subject subject;
    TextOf<incidents::limits::description> description;
    std::optional<LineOf<incidents::limits::category>> category;
    std::optional<incidents::Channel> channel;
    std::optional<FiledOrder> order;
    std::optional<json::List<TextOf<incidents::limits::point>, 0, incidents::limits::points>> points;
    std::optional<Language> language;
};
BOOST_DESCRIBE_STRUCT(FiledClaim, (), (subject, description, category, channel, order, points, language))

struct FiledContact {
    LineOf<incidents::limits::name> name;
    Email email;
    std::optional<LineOf<incidents::limits::phone>> phone;
};
BOOST_DESCRIBE_STRUCT(FiledContact, (), (name, email, phone))

/// As the domain takes it; the caller adds whose claim it is. `usual_language` is the person's.
incidents::NewIncident to_new_incident(const FiledClaim& claim, std::string usual_language);

incidents::Contact to_contact(const FiledContact& contact);

} // namespace resuelve::api
