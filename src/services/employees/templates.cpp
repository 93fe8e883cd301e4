#include "domain/employees/reply_template.hpp"
#include "domain/incidents/reply_variables.hpp"
#include "services/employees/shelves.hpp"

namespace resuelve::employees {
namespace {

using TemplateName = json::Line<1, limits::template_name>;

struct WantedTemplate {
    TemplateName name;
    TemplateTexts texts;
    std::optional<HolderKind> owner;
    std::optional<TeamId> team_id;
};
BOOST_DESCRIBE_STRUCT(WantedTemplate, (), (name, texts, owner, team_id))

struct TemplateChange {
    std::optional<TemplateName> name;
    std::optional<TemplateTexts> texts;
    std::optional<json::Int<0, ReplyTemplate::most>> position;
};
BOOST_DESCRIBE_STRUCT(TemplateChange, (), (name, texts, position))

void want_known_variables(const TemplateTexts& texts) {
    std::vector<FieldError> errors;
    for (const auto& [language, text] : texts.by_language)
        for (auto& fault : incidents::variable_faults(text))
            errors.push_back({"/texts/" + language, std::string{fault.code}, std::move(fault.detail)});
    if (!errors.empty()) throw Problem{Problem::invalid, {}, std::move(errors)};
}

struct Templates {
    using Item = ReplyTemplate;
    using Wanted = WantedTemplate;
    using Change = TemplateChange;
    static constexpr std::string_view path = "/api/v1/employees/templates";
    static constexpr std::string_view noun = "template";
    static constexpr std::optional audited = access::Audited::template_changed;

    static Item made(const Wanted& wanted) {
        want_known_variables(wanted.texts);
        return {.name = wanted.name, .texts = wanted.texts};
    }
    static Item edited(Item item, const Change& change) {
        if (change.texts) want_known_variables(*change.texts);
        if (change.name) item.name = *change.name;
        if (change.texts) item.texts = *change.texts;
        return item;
    }
    static boost::json::object view(const Item& item) {
        return {{"id", json::to_json(item.id)}, {"name", item.name.value}, {"texts", json::to_json(item.texts)}};
    }
};

} // namespace

awaitable<Response> list_templates(const Request& request, Service& service) {
    return list_shelves<Templates>(request, service);
}

awaitable<Response> create_template(const Request& request, Service& service) {
    return put_on_shelf<Templates>(request, service);
}

awaitable<Response> get_template(const Request& request, Service& service) {
    return read_from_shelf<Templates>(request, service);
}

awaitable<Response> change_template(const Request& request, Service& service) {
    return change_on_shelf<Templates>(request, service);
}

awaitable<Response> remove_template(const Request& request, Service& service) {
    return remove_from_shelf<Templates>(request, service);
}

awaitable<Response> list_template_variables(const Request&, Service&) {
    boost::json::array items;
    for (const auto& variable : incidents::reply_variables)
        items.emplace_back(boost::json::object{{"name", variable.name}, {"meaning", variable.meaning}});
    co_return Response::json(200, boost::json::object{{"items", std::move(items)}, {"next_cursor", nullptr}});
}

} // namespace resuelve::employees
