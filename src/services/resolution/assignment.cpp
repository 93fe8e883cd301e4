#include "domain/incidents/take.hpp"
#include "platform/http/problem.hpp"
#include "services/api/message_body.hpp"
#include "services/api/scope.hpp"
#include "services/resolution/incident_patch.hpp"
#include "services/resolution/use_cases.hpp"

namespace resuelve::resolution {
namespace {

/// So many agents may ask for the next incident at the same moment: each round one of them gets it.
constexpr int takers_at_once = 100;

} // namespace

awaitable<Response> change_incident(const Request& request, Resolution& resolution) {
    const auto body = request.body<IncidentPatch>();
    co_await api::visible_incident(request, resolution.desk.incidents); // 404 tells nothing about assignees
    const auto patch = co_await patch_of(body, resolution.desk.incidents);
    co_return co_await api::act_on_version(request, resolution.desk,
                                           [&](const incidents::Incident& incident, const incidents::Context& context) {
                                               return incidents::change_incident(incident, patch, context);
                                           });
}

awaitable<Response> take_incident(const Request& request, Resolution& resolution) {
    api::body_or_nothing<api::Nothing>(request);
    co_return co_await api::act_on_incident(request, resolution.desk, incidents::take);
}

awaitable<Response> take_next(const Request& request, Resolution& resolution) {
    api::body_or_nothing<api::Nothing>(request);
    co_return co_await api::commit_attempts(
        resolution.desk, api::IdempotencyKey::of(request),
        [&]() -> awaitable<api::Attempt> {
            const auto next = co_await resolution.desk.incidents.next_unassigned(api::scope_of(request));
            if (!next) co_return api::Attempt{.answer = {.status = 204}};
            auto change =
                api::or_throw(incidents::take(*next, api::context_of(request, resolution.desk)), request.actor().role);
            api::Attempt attempt{.answer = api::incident_answer(request, change.incident)};
            attempt.changes.push_back(std::move(change));
            co_return attempt;
        },
        takers_at_once);
}

} // namespace resuelve::resolution
