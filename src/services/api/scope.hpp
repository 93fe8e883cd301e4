#pragma once

#include "domain/incidents/incident_store.hpp"
#include "services/api/request.hpp"

namespace resuelve::api {

/// What the permission table lets the sender see: part of every query.
incidents::Scope scope_of(const Request& request);
/// The same for somebody who reaches that far.
incidents::Scope scope_of(const access::Actor& actor, access::Reach reach);

/// Whether the sender may see it; a session from a mailed link sees its one incident.
bool may_see(const Request& request, const incidents::Incident& incident);

/// The incident that the path names by UUID or reference in its first parameter.
/// Throws Problem::not_found, the same whether it does not exist or is not the sender's to see.
awaitable<incidents::Incident> visible_incident(const Request& request, incidents::IncidentStore& store);

/// The same for an id or reference from elsewhere in the request.
awaitable<incidents::Incident> visible_incident(const Request& request, incidents::IncidentStore& store,
                                                std::string id_or_reference);

} // namespace resuelve::api
