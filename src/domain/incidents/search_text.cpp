#include "domain/incidents/search_text.hpp"

#include <boost/json/parse.hpp>

namespace resuelve::incidents {
namespace {

void add(std::string& text, std::string_view more) {
    if (more.empty()) return;
    if (!text.empty()) text += '\n';
    text += more;
}

void add_if_there(std::string& text, const std::optional<std::string>& more) {
    if (more) add(text, *more);
}

/// The string members of these names, at any depth: what people wrote, and no ids or names of acts.
void collect(std::string& text, const boost::json::value& from) {
    if (const auto* array = from.if_array())
        for (const auto& element : *array)
            collect(text, element);
    const auto* object = from.if_object();
    if (!object) return;
    for (const auto& [name, value] : *object) {
        const bool written = name == "text" || name == "reasons" || name == "name" || name == "missing";
        if (written && value.is_string())
            add(text, std::string_view{value.get_string()});
        else if (written && value.is_array()) {
            for (const auto& element : value.get_array())
                if (element.is_string()) add(text, std::string_view{element.get_string()});
        } else {
            collect(text, value);
        }
    }
}

} // namespace

std::string search_text(const Incident& incident) {
    std::string text = incident.reference.value;
    add(text, incident.subject);
    add(text, incident.description);
    for (const auto& point : incident.points)
        add(text, point);
    if (incident.order) {
        add_if_there(text, incident.order->reference);
        add_if_there(text, incident.order->product);
        add_if_there(text, incident.order->serial_number);
    }
    add(text, incident.customer_name);
    if (incident.contact) {
        add(text, incident.contact->name);
        add(text, incident.contact->email);
        add_if_there(text, incident.contact->phone);
    }
    return text;
}

std::string search_text(const Entry& entry) {
    if (entry.body.empty()) return {};
    std::string text;
    collect(text, boost::json::parse(entry.body));
    return text;
}

} // namespace resuelve::incidents
