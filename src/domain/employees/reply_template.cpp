#include "domain/employees/reply_template.hpp"

#include "domain/employees/preferences.hpp"

namespace resuelve::employees {

void read_json(TemplateTexts& into, const boost::json::value& from, json::FieldErrors& errors) {
    const auto* object = from.if_object();
    if (!object) return json::detail::wrong_type("an object", from, errors);
    if (object->empty()) errors.add("too_few", "must have a text in at least one language");
    for (const auto& [language, value] : *object) {
        const json::FieldErrors::Within within{errors, language};
        if (!json::enum_from<InterfaceLanguage>(language)) {
            errors.add("unknown", "is not a language of ours");
            continue;
        }
        json::Text<1, limits::template_text> text;
        json::read_into(text, value, errors);
        into.by_language[std::string{std::string_view{language}}] = text.value;
    }
}

boost::json::value write_json(const TemplateTexts& from) {
    boost::json::object object;
    for (const auto& [language, text] : from.by_language)
        object.emplace(language, text);
    return object;
}

} // namespace resuelve::employees
