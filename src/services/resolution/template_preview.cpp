#include "domain/incidents/reply_variables.hpp"
#include "platform/http/problem.hpp"
#include "platform/json/write.hpp"
#include "services/api/limited.hpp"
#include "services/api/scope.hpp"
#include "services/resolution/use_cases.hpp"

namespace resuelve::resolution {
namespace {

struct TemplateText {
    api::TextOf<incidents::limits::message> text;
};
BOOST_DESCRIBE_STRUCT(TemplateText, (), (text))

void want_known_variables(const std::string& text) {
    std::vector<FieldError> errors;
    for (auto& fault : incidents::variable_faults(text))
        errors.push_back({"/text", std::string{fault.code}, std::move(fault.detail)});
    if (!errors.empty()) throw Problem{Problem::invalid, {}, std::move(errors)};
}

} // namespace

awaitable<Response> preview_template(const Request& request, Resolution& resolution) {
    const auto wanted = request.body<TemplateText>();
    const auto incident = co_await api::visible_incident(request, resolution.desk.incidents);
    want_known_variables(wanted.text.value);
    const auto filled =
        incidents::fill_variables(wanted.text.value, incident, request.actor().name, resolution.desk.clock.now());
    co_return Response::json(200, boost::json::object{{"text", filled.text},
                                                      {"language", incident.language},
                                                      {"missing", json::to_json(filled.missing)}})
        .with("cache-control", "no-store");
}

} // namespace resuelve::resolution
