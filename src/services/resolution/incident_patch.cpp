#include "services/resolution/incident_patch.hpp"

#include "platform/http/problem.hpp"
#include "services/api/people.hpp"

namespace resuelve::resolution {

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
    if (!body.snoozed_until.absent()) patch.snoozed_until = body.snoozed_until.as_optional();
    co_return patch;
}

} // namespace resuelve::resolution
