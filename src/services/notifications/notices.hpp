#pragma once

#include "services/api/request.hpp"
#include "services/notifications/service.hpp"

namespace resuelve::notifications {

/// Tells employees of what an event of an incident means for them: work that somebody gave them, their name in a note,
/// the deadline of their incident, what became of a proposal of theirs, that what they snoozed is back; supervisors of
/// what was escalated. Throws NotYet while one of them is not known.
awaitable<void> make_notices(const events::Event& event, Notifications& service);

/// Removes those that are older than limits::notices_kept_for.
awaitable<void> forget_old_notices(Notifications& service);

awaitable<api::Response> list_notices(const api::Request& request, Notifications& service);
awaitable<api::Response> read_notice(const api::Request& request, Notifications& service);
awaitable<api::Response> read_notices(const api::Request& request, Notifications& service);
awaitable<api::Response> unread_notices(const api::Request& request, Notifications& service);

} // namespace resuelve::notifications
