#pragma once

#include "domain/employees/preferences.hpp"
#include "platform/json/read.hpp"
#include "platform/json/write.hpp"

#include <map>
#include <string>

namespace resuelve::employees {

/// One text in several of our languages, at least in one. `Limited` is the json::Text or json::Line of each.
template <class Limited>
struct ByLanguage {
    std::map<std::string, std::string> by_language{};
    bool operator==(const ByLanguage&) const = default;
};

template <class Limited>
void read_json(ByLanguage<Limited>& into, const boost::json::value& from, json::FieldErrors& errors) {
    const auto* object = from.if_object();
    if (!object) return json::detail::wrong_type("an object", from, errors);
    if (object->empty()) errors.add("too_few", "must have a text in at least one language");
    for (const auto& [language, value] : *object) {
        const json::FieldErrors::Within within{errors, language};
        if (!json::enum_from<InterfaceLanguage>(language)) {
            errors.add("unknown", "is not a language of ours");
            continue;
        }
        Limited text;
        json::read_into(text, value, errors);
        into.by_language[std::string{std::string_view{language}}] = text.value;
    }
}

template <class Limited>
boost::json::value write_json(const ByLanguage<Limited>& from) {
    boost::json::object object;
    for (const auto& [language, text] : from.by_language)
        object.emplace(language, text);
    return object;
}

} // namespace resuelve::employees
