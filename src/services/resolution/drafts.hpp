#pragma once

#include "domain/incidents/draft.hpp"
#include "services/resolution/resolution.hpp"

#include <boost/json/array.hpp>

namespace resuelve::resolution {

/// Who has begun to write about each of the incidents, for the queue: a list of {employee_id, name, updated_at}.
awaitable<std::vector<boost::json::array>> drafting(Resolution& resolution, std::vector<IncidentId> incidents);

/// The incident of the path, which need not be looked up where its id is there.
awaitable<IncidentId> incident_of(const api::Request& request, Resolution& resolution);

/// Waits for the removal of what was sent. If the store does not answer now that is logged: the act is done all the
/// same, and an answer that says otherwise would have it done twice.
awaitable<void> forget_what_was_sent(const api::Request& request, awaitable<void> removal);

/// After something that is written about an incident was saved: if the customer was erased meanwhile, `removal` takes
/// it away again, and Problem::conflict is thrown. The erasure removes what it finds; what is saved after it nobody
/// would.
awaitable<void> want_not_erased(IncidentId incident, Resolution& resolution, awaitable<bool> removal);
[[noreturn]] void throw_erased();

/// What the sender had begun to write was sent, as a reply or as a note: that part of the draft goes. A request that is
/// repeated because its answer got lost comes here as well, so that no stop in between leaves a draft of what was sent.
awaitable<void> draft_was_sent(const api::Request& request, Resolution& resolution, incidents::Visibility as);

/// The act whose form was kept is done: the same of that form.
awaitable<void> form_was_sent(const api::Request& request, Resolution& resolution, incidents::DraftedAct act);

} // namespace resuelve::resolution
