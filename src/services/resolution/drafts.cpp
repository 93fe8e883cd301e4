#include "services/resolution/drafts.hpp"

#include "platform/http/problem.hpp"
#include "platform/json/write.hpp"
#include "platform/log/log.hpp"
#include "services/api/limited.hpp"
#include "services/api/scope.hpp"
#include "services/resolution/use_cases.hpp"

#include <map>

namespace resuelve::resolution {
namespace {

using boost::json::object;
using incidents::Draft;
using incidents::Visibility;

/// A draft is saved every ten seconds at least while somebody writes: after so long they have stopped.
constexpr std::chrono::seconds writing_lasts{15};

using DraftText = json::Text<0, incidents::limits::message.max>;

struct WantedDraft {
    std::optional<DraftText> reply;
    std::optional<DraftText> note;
    std::optional<json::Int<0, std::numeric_limits<int>::max()>> last_entry;
};
BOOST_DESCRIBE_STRUCT(WantedDraft, (), (reply, note, last_entry))

object draft_view(const Draft& draft) {
    return {{"reply", draft.reply},
            {"note", draft.note},
            {"last_entry", draft.last_entry},
            {"updated_at", json::to_json(draft.updated_at)}};
}

Response draft_response(const Draft& draft) {
    return Response::json(200, draft_view(draft)).with("cache-control", "no-store");
}

/// Not 404: that one has written nothing yet is no fault.
Response no_draft_response() {
    return Response::json(200, object{{"reply", ""}, {"note", ""}, {"last_entry", 0}, {"updated_at", nullptr}})
        .with("cache-control", "no-store");
}

object mark_view(const incidents::DraftMark& mark) {
    return {{"employee_id", json::to_json(mark.employee)},
            {"name", mark.employee_name},
            {"updated_at", json::to_json(mark.updated_at)}};
}

awaitable<void> keep_draft(Draft draft, Resolution& resolution) {
    auto& store = resolution.desk.incidents;
    co_await store.put_draft(draft);
    co_await want_not_erased(draft.incident, resolution, store.remove_draft(draft.incident, draft.employee));
}

awaitable<void> remove_what_was_sent(const Request& request, Resolution& resolution, Visibility as) {
    auto& store = resolution.desk.incidents;
    const auto incident = co_await incident_of(request, resolution);
    const auto employee = request.actor().employee_id();
    auto draft = co_await store.find_draft(incident, employee);
    if (!draft) co_return;
    (as == Visibility::public_ ? draft->reply : draft->note).clear();
    if (draft->reply.empty() && draft->note.empty())
        co_await store.remove_draft(incident, employee);
    else
        co_await keep_draft(std::move(*draft), resolution);
}

} // namespace

awaitable<std::vector<boost::json::array>> drafting(Resolution& resolution, std::vector<IncidentId> incidents) {
    std::map<IncidentId, boost::json::array> found;
    for (const auto& mark : co_await resolution.desk.incidents.draft_marks(incidents))
        found[mark.incident].emplace_back(mark_view(mark));
    std::vector<boost::json::array> lists;
    for (const auto& incident : incidents)
        lists.push_back(std::move(found[incident]));
    co_return lists;
}

awaitable<IncidentId> incident_of(const Request& request, Resolution& resolution) {
    if (const auto id = IncidentId::parse(request.parameter(0))) co_return *id;
    co_return (co_await api::visible_incident(request, resolution.desk.incidents)).id;
}

awaitable<void> forget_what_was_sent(const Request& request, awaitable<void> removal) {
    try {
        co_await std::move(removal);
    } catch (const Problem& problem) {
        log::warning("a draft stays though it was sent",
                     {{"trace_id", request.http.trace_id}, {"error", problem.what()}});
    }
}

void throw_erased() {
    throw Problem{Problem::conflict, "The customer's data was erased: nobody can be written to."};
}

awaitable<void> want_not_erased(IncidentId incident, Resolution& resolution, awaitable<bool> removal) {
    const auto now = co_await resolution.desk.incidents.find(incident);
    if (now && !now->erased) co_return;
    co_await std::move(removal);
    throw_erased();
}

awaitable<void> draft_was_sent(const Request& request, Resolution& resolution, Visibility as) {
    return forget_what_was_sent(request, remove_what_was_sent(request, resolution, as));
}

awaitable<Response> list_drafts(const Request& request, Resolution& resolution) {
    const auto incident = co_await api::visible_incident(request, resolution.desk.incidents);
    auto lists = co_await drafting(resolution, {incident.id});
    co_return Response::json(200, object{{"items", std::move(lists.front())}, {"next_cursor", nullptr}})
        .with("cache-control", "no-store");
}

awaitable<Response> list_writers(const Request& request, Resolution& resolution) {
    auto& store = resolution.desk.incidents;
    const auto scope = api::scope_of(request);
    boost::json::array items;
    for (const auto& mark : co_await store.written_since(resolution.desk.clock.now() - writing_lasts)) {
        const auto incident = co_await store.find(mark.incident);
        if (!incident || !scope.covers(*incident)) continue;
        auto item = mark_view(mark);
        item["incident_id"] = json::to_json(mark.incident);
        items.push_back(std::move(item));
    }
    co_return Response::json(200, object{{"items", std::move(items)}, {"next_cursor", nullptr}})
        .with("cache-control", "no-store");
}

awaitable<Response> get_own_draft(const Request& request, Resolution& resolution) {
    const auto incident = co_await api::visible_incident(request, resolution.desk.incidents);
    const auto draft = co_await resolution.desk.incidents.find_draft(incident.id, request.actor().employee_id());
    co_return draft ? draft_response(*draft) : no_draft_response();
}

awaitable<Response> put_own_draft(const Request& request, Resolution& resolution) {
    const auto wanted = request.body<WantedDraft>();
    const auto incident = co_await api::visible_incident(request, resolution.desk.incidents);
    if (incident.erased) throw_erased();
    Draft draft{.incident = incident.id,
                .employee = request.actor().employee_id(),
                .employee_name = request.actor().name,
                .reply = wanted.reply ? wanted.reply->value : std::string{},
                .note = wanted.note ? wanted.note->value : std::string{},
                .last_entry = wanted.last_entry ? static_cast<int>(wanted.last_entry->value) : incident.history.entries,
                .updated_at = resolution.desk.clock.now()};
    if (draft.reply.empty() && draft.note.empty())
        throw Problem{Problem::invalid, {}, {{"/reply", "required", "is needed, or /note"}}};
    co_await keep_draft(draft, resolution);
    co_return draft_response(draft);
}

awaitable<Response> remove_own_draft(const Request& request, Resolution& resolution) {
    const auto incident = co_await api::visible_incident(request, resolution.desk.incidents);
    if (!co_await resolution.desk.incidents.remove_draft(incident.id, request.actor().employee_id()))
        throw Problem{Problem::not_found};
    co_return Response::empty(204);
}

} // namespace resuelve::resolution
