#include "domain/incidents/limits.hpp"
#include "platform/http/problem.hpp"
#include "platform/json/read.hpp"
#include "platform/json/write.hpp"
#include "services/api/scope.hpp"
#include "services/resolution/drafts.hpp"
#include "services/resolution/use_cases.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace resuelve::resolution {
namespace {

using boost::json::object;
using incidents::DraftedAct;
using incidents::FormDraft;

struct WantedForm {
    object form;
    std::optional<json::Int<0, std::numeric_limits<int>::max()>> last_entry;
};
BOOST_DESCRIBE_STRUCT(WantedForm, (), (form, last_entry))

/// The act of the path, which says it as the act's own route does.
DraftedAct act_of(const Request& request) {
    for (const auto act : json::enum_values<DraftedAct>()) {
        std::string name{json::enum_name(act)};
        std::ranges::replace(name, '_', '-');
        if (name == request.parameter(1)) return act;
    }
    throw Problem{Problem::not_found};
}

Response form_response(const FormDraft& draft) {
    return Response::json(200, object{{"form", boost::json::parse(draft.form)},
                                      {"last_entry", draft.last_entry},
                                      {"updated_at", json::to_json(draft.updated_at)}})
        .with("cache-control", "no-store");
}

/// Not 404, as with texts.
Response no_form_response() {
    return Response::json(200, object{{"form", nullptr}, {"last_entry", 0}, {"updated_at", nullptr}})
        .with("cache-control", "no-store");
}

awaitable<void> remove_form(const Request& request, Resolution& resolution, DraftedAct act) {
    co_await resolution.desk.incidents.remove_form(co_await incident_of(request, resolution),
                                                   request.actor().employee_id(), act);
}

} // namespace

awaitable<void> form_was_sent(const Request& request, Resolution& resolution, DraftedAct act) {
    return forget_what_was_sent(request, remove_form(request, resolution, act));
}

awaitable<Response> get_own_form(const Request& request, Resolution& resolution) {
    const auto act = act_of(request);
    const auto incident = co_await api::visible_incident(request, resolution.desk.incidents);
    const auto draft = co_await resolution.desk.incidents.find_form(incident.id, request.actor().employee_id(), act);
    co_return draft ? form_response(*draft) : no_form_response();
}

awaitable<Response> put_own_form(const Request& request, Resolution& resolution) {
    const auto act = act_of(request);
    const auto wanted = request.body<WantedForm>();
    const auto incident = co_await api::visible_incident(request, resolution.desk.incidents);
    if (incident.erased) throw_erased();
    const FormDraft draft{.incident = incident.id,
                          .employee = request.actor().employee_id(),
                          .act = act,
                          .employee_name = request.actor().name,
                          .form = boost::json::serialize(wanted.form),
                          .last_entry =
                              wanted.last_entry ? static_cast<int>(wanted.last_entry->value) : incident.history.entries,
                          .updated_at = resolution.desk.clock.now()};
    if (draft.form.size() > incidents::limits::draft_form)
        throw Problem{Problem::invalid,
                      {},
                      {{"/form", "too_long", fmt::format("is longer than {} bytes", incidents::limits::draft_form)}}};
    auto& store = resolution.desk.incidents;
    co_await store.put_form(draft);
    co_await want_not_erased(incident.id, resolution, store.remove_form(incident.id, draft.employee, act));
    co_return form_response(draft);
}

awaitable<Response> remove_own_form(const Request& request, Resolution& resolution) {
    const auto act = act_of(request);
    const auto incident = co_await api::visible_incident(request, resolution.desk.incidents);
    if (!co_await resolution.desk.incidents.remove_form(incident.id, request.actor().employee_id(), act))
        throw Problem{Problem::not_found};
    co_return Response::empty(204);
}

} // namespace resuelve::resolution
