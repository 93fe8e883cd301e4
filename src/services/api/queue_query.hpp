#pragma once

#include "domain/incidents/incident_query.hpp"
#include "platform/http/message.hpp"

#include <string_view>

namespace resuelve::api {

namespace limits {
inline constexpr std::size_t listed_categories = 100; ///< that one list is of
}

/// What the list of incidents is asked for by the parameters of its address. `asker` is whom "me" means, `now` when
/// what is overdue is so. Throws Problem::invalid naming every parameter that is wrong.
incidents::IncidentQuery read_queue_query(const http::Parameters& parameters, incidents::Scope scope, EmployeeId asker,
                                          Instant now);

/// Throws Problem::invalid about /query unless the list of incidents would take it, as
/// "status=registered&sort=deadline": what a saved view keeps, which has neither cursor nor limit.
void want_queue_filter(std::string_view query);

} // namespace resuelve::api
