#pragma once

#include "domain/incidents/change_incident.hpp"
#include "domain/incidents/incident_store.hpp"
#include "platform/json/fields.hpp"
#include "services/api/limited.hpp"

#include <boost/describe/class.hpp>

namespace resuelve::resolution {

using Tags = json::List<api::LineOf<incidents::limits::tag>, 0, incidents::limits::tags>;

/// What a request wants changed, of one incident or of many.
struct IncidentPatch {
    json::Maybe<EmployeeId> assignee_id;
    json::Maybe<TeamId> team_id;
    json::Maybe<incidents::Priority> priority;
    json::Maybe<api::LineOf<incidents::limits::category>> category;
    json::Maybe<Tags> tags;
    json::Maybe<Instant> snoozed_until;
};
BOOST_DESCRIBE_STRUCT(IncidentPatch, (), (assignee_id, team_id, priority, category, tags, snoozed_until))

/// As the domain takes it, with the names of those who are assigned. Throws Problem::invalid for who does not exist.
awaitable<incidents::Patch> patch_of(IncidentPatch body, incidents::IncidentStore& store);

} // namespace resuelve::resolution
