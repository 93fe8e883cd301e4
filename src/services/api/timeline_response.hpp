#pragma once

#include "domain/incidents/incident_store.hpp"
#include "services/api/audit.hpp"
#include "services/api/incident_response.hpp"

namespace resuelve::api {

/// One line of the timeline. Customers see who wrote as "customer", "employee" or "system" with the name to show, never
/// ids of employees; nobody sees salts and hashes.
boost::json::object entry_view(const incidents::Entry& entry, Audience audience);

/// A page of the timeline, oldest first or by `order=desc` newest first: `cursor` and `limit` from the query. Internal
/// entries are the employees', whose reading is noted in `reads`.
awaitable<Response> timeline_page(const Request& request, incidents::IncidentStore& store,
                                  AuditedReads* reads = nullptr);

} // namespace resuelve::api
