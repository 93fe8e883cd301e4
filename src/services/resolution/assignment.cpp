#include "domain/incidents/change_incident.hpp"
#include "domain/incidents/take.hpp"
#include "platform/http/problem.hpp"
#include "services/api/limited.hpp"
#include "services/api/message_body.hpp"
#include "services/api/people.hpp"
#include "services/api/scope.hpp"
#include "services/resolution/use_cases.hpp"

namespace resuelve::resolution {
namespace {

/// So many agents may ask for the next incident at the same moment: each round one of them gets it.
constexpr int takers_at_once = 100;

using Tags = json::List<api::LineOf<incidents::limits::tag>, 0, incidents::limits::tags>;

struct IncidentPatch {
    json::Maybe<EmployeeId> assignee_id;
    json::Maybe<TeamId> team_id;
    json::Maybe<incidents::Priority> priority;
    json::Maybe<api::LineOf<incidents::limits::category>> category;
    json::Maybe<Tags> tags;
};
BOOST_DESCRIBE_STRUCT(IncidentPatch, (), (assignee_id, team_id, priority, category, tags))

/// As the domain takes it, with the names of those who are assigned; who does not exist is Problem::invalid.
awaitable<incidents::Patch> patch_of(IncidentPatch body, incidents::IncidentStore& store) {
    if (body.priority.is_null())
        throw Problem{Problem::invalid, "There is always a priority", {{"/priority", "required", "cannot be cleared"}}};
    incidents::Patch patch;
    if (!body.assignee_id.absent()) patch.assignee_id = body.assignee_id.as_optional();
    if (body.assignee_id.has_value()) patch.assignee_name = co_await api::assignee_name(store, *body.assignee_id);
    if (!body.team_id.absent()) patch.team_id = body.team_id.as_optional();
    if (body.team_id.has_value()) patch.team_name = co_await api::team_name(store, *body.team_id);
    if (body.priority.has_value()) patch.priority = *body.priority;
    if (!body.category.absent())
        patch.category.emplace(body.category.has_value() ? std::optional{body.category->value} : std::nullopt);
    if (!body.tags.absent()) {
        auto& tags = patch.tags.emplace();
        if (body.tags.has_value())
            for (const auto& tag : *body.tags)
                tags.insert(tag.value);
    }
    co_return patch;
}

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
