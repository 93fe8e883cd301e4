#include "domain/incidents/search_text.hpp"

#include "domain/incidents/lifecycle.hpp"
#include "platform/json/enum_names.hpp"

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
    for (const auto& [name, value] : *object)
        if (const auto* written = value.if_string()) {
            if (name == "text" || name == "reasons" || name == "name") add(text, std::string_view{*written});
        } else {
            collect(text, value);
        }
}

bool has_text(const Entry& entry) {
    return !entry.erased &&
           (entry.kind == EntryKind::message || entry.kind == EntryKind::note || entry.kind == EntryKind::resolution);
}

bool is_filing(const boost::json::value& body) {
    const auto* act = body.is_object() ? body.get_object().if_contains("act") : nullptr;
    return act && act->is_string() && act->get_string() == json::enum_name(Act::register_);
}

} // namespace

SearchText search_text(const Incident& incident) {
    SearchText text;
    auto whole_reference = incident.reference.value;
    std::erase(whole_reference, '-');
    add(text.everybody, incident.reference.value);
    add(text.everybody, whole_reference);
    add(text.everybody, incident.subject);
    add(text.everybody, incident.description);
    for (const auto& point : incident.points)
        add(text.everybody, point);
    if (incident.order) {
        add_if_there(text.everybody, incident.order->reference);
        add_if_there(text.everybody, incident.order->line);
        add_if_there(text.everybody, incident.order->product);
        add_if_there(text.everybody, incident.order->serial_number);
    }
    add(text.everybody, incident.customer_name);
    for (const auto& tag : incident.tags)
        add(text.employees, tag);
    if (incident.contact) {
        add(text.employees, incident.contact->name);
        add(text.employees, incident.contact->email);
        add_if_there(text.employees, incident.contact->phone);
    }
    return text;
}

bool is_searched(const Entry& entry) {
    return has_text(entry) && !is_filing(boost::json::parse(entry.body));
}

SearchText search_text(const Entry& entry, const std::string& subject) {
    if (!has_text(entry)) return {};
    const auto body = boost::json::parse(entry.body);
    if (is_filing(body)) return {};
    std::string text;
    collect(text, body);
    add(text, subject);
    return entry.visibility == Visibility::internal ? SearchText{{}, text} : SearchText{text, {}};
}

} // namespace resuelve::incidents
