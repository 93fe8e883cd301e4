#include "domain/employees/preferences.hpp"

#include "platform/json/text.hpp"
#include "platform/json/write.hpp"

#include <algorithm>

namespace resuelve::employees {
namespace {

bool is_action_name(std::string_view name) {
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    return !name.empty() && name.size() <= limits::shortcut_name && std::ranges::all_of(name, fits);
}

} // namespace

void read_json(ShortcutKeys& into, const boost::json::value& from, json::FieldErrors& errors) {
    const auto* object = from.if_object();
    if (!object) return json::detail::wrong_type("an object", from, errors);
    json::detail::check_size(object->size(), 0, limits::shortcut_keys, errors);
    for (const auto& [name, value] : *object) {
        const json::FieldErrors::Within within{errors, name};
        if (!is_action_name(name)) errors.add("malformed", "is not the name of an action");
        json::Line<1, limits::shortcut_combination> combination;
        json::read_into(combination, value, errors);
        into.keys[std::string{std::string_view{name}}] = combination.value;
    }
}

boost::json::value write_json(const ShortcutKeys& from) {
    boost::json::object object;
    for (const auto& [name, combination] : from.keys)
        object.emplace(name, combination);
    return object;
}

boost::json::object Preferences::to_json() const {
    return json::to_json(*this).as_object();
}

Preferences Preferences::from_json(const boost::json::object& json) {
    auto whole = Preferences{}.to_json();
    for (const auto& [name, value] : json)
        whole[name] = value;
    return json::read_value<Preferences>(whole);
}

} // namespace resuelve::employees
