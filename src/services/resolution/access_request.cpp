#include "platform/http/problem.hpp"
#include "platform/json/write.hpp"
#include "services/api/message_body.hpp"
#include "services/api/scope.hpp"
#include "services/resolution/use_cases.hpp"

namespace resuelve::resolution {
namespace {

using incidents::Incident;

/// Nothing for a name that no incident has. Throws Problem::not_found for what cannot be one's name.
awaitable<std::optional<Incident>> named(const std::string& name, Resolution& resolution) {
    if (const auto id = IncidentId::parse(name)) co_return co_await resolution.desk.incidents.find(*id);
    const auto reference = incidents::Reference::parse(name);
    if (!reference) throw Problem{Problem::not_found};
    co_return co_await resolution.desk.incidents.find(*reference);
}

template <class SomeId>
boost::json::value or_null(const std::optional<SomeId>& id) {
    return id ? boost::json::value{json::to_json(*id)} : nullptr;
}

events::Event asked(const Request& request, Resolution& resolution, const Incident& incident, Instant now) {
    return {.id = events::EventId::make(now, resolution.desk.random),
            .type = "incident.access_asked",
            .source = resolution.desk.source,
            .subject = incident.id.value,
            .version = incident.version,
            .time = now,
            .traceparent = request.http.traceparent,
            .data = {{"reference", incident.reference.value},
                     {"subject", incident.subject},
                     {"customer_id", or_null(incident.customer_id)},
                     {"assignee_id", or_null(incident.assignee_id)},
                     {"team_id", or_null(incident.team_id)},
                     {"actor_id", json::to_json(request.actor().employee_id())}}};
}

/// Whether this person has asked for it within the window. The audit log knows, of every instance.
awaitable<bool> has_asked(const Request& request, Resolution& resolution, const Incident& incident, Instant now) {
    const auto records = co_await resolution.audit.list({.actor = request.actor().id,
                                                         .subject = incident.id.value,
                                                         .act = access::Audited::access_requested,
                                                         .from = now - limits::access_window,
                                                         .limit = 1});
    co_return !records.empty();
}

/// Told first: whoever asks again after a failure between the two is not taken for told.
awaitable<void> tell_supervisors(const Request& request, Resolution& resolution, const Incident& incident,
                                 Instant now) {
    std::vector<events::Event> told;
    told.push_back(asked(request, resolution, incident, now));
    co_await resolution.tell(std::move(told));
    co_await resolution.audit.append(
        {api::audited(request, now, access::Audited::access_requested, incident.id.value)});
}

} // namespace

/// What somebody may not see does not exist: the same answer whether there is such an incident or not, and whether it
/// is the first or not.
awaitable<Response> request_access(const Request& request, Resolution& resolution) {
    api::body_or_nothing<api::Nothing>(request);
    const auto incident = co_await named(request.parameter(0), resolution);
    if (incident && api::may_see(request, *incident))
        throw Problem{Problem::conflict, "You may read this incident already."};
    const auto now = resolution.desk.clock.now();
    resolution.access_requesters.take(request.actor().id.to_string(), now);
    if (incident && !co_await has_asked(request, resolution, *incident, now))
        co_await tell_supervisors(request, resolution, *incident, now);
    co_return Response::json(202, boost::json::object{{"detail", "If there is such an incident, its supervisors are "
                                                                 "told that you need it."}})
        .with("cache-control", "no-store");
}

} // namespace resuelve::resolution
