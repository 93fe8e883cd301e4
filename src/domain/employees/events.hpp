#pragma once

#include "domain/employees/employee.hpp"
#include "domain/employees/link.hpp"
#include "domain/employees/team.hpp"
#include "domain/events/event.hpp"
#include "platform/ids/random.hpp"

#include <array>
#include <string_view>

namespace resuelve::employees {

/// What the employees service tells the others.
struct EventKind {
    std::string_view type;
    std::string_view meaning;
};

/// The one table of employee events; the AsyncAPI document is compared with it.
inline constexpr std::array event_kinds{
    EventKind{"employee.registered", "Somebody has become an employee"},
    EventKind{"employee.updated", "An employee's data, role, teams or state changed"},
    EventKind{"employee.disabled", "An employee may do nothing any more, from now on"},
    EventKind{"team.updated", "A team was made, renamed or dissolved"},
    EventKind{"employee.link_requested", "A single-use link is to be mailed to an employee"},
    EventKind{"api_token.created", "A program has a token; made by api_token_event()"},
    EventKind{"api_token.revoked", "A program's token is good for nothing any more, from now on"},
    EventKind{"employee.passkey_added", "An employee has a passkey to sign in with; its owner is told by mail"},
    EventKind{"employee.passkey_removed", "One signs nobody in any more; its owner is told by mail"},
};

namespace event_type {
constexpr std::string_view registered = event_kinds[0].type;
constexpr std::string_view updated = event_kinds[1].type;
constexpr std::string_view disabled = event_kinds[2].type;
constexpr std::string_view team_updated = event_kinds[3].type;
constexpr std::string_view link_requested = event_kinds[4].type;
constexpr std::string_view passkey_added = event_kinds[7].type;
constexpr std::string_view passkey_removed = event_kinds[8].type;
} // namespace event_type

/// What every event of one request has in common.
struct Cause {
    Instant now;
    std::string traceparent;
};

/// {id, version, name, email, language, email_verified, active, role, team_ids}: what other services keep a copy of.
events::Event employee_event(std::string_view type, const Employee& employee, const Cause& cause, Random& random);

/// {id, version, name, active}; a dissolved team is not active.
events::Event team_event(const Team& team, bool active, const Cause& cause, Random& random);

/// {employee_id, email, language, purpose, token, expires_at}: the only place where the token stands in clear, so that
/// it can be mailed.
events::Event link_event(const Employee& employee, const IssuedLink& link, const Cause& cause, Random& random);

/// {employee_id, email, passkey}: the address that the account has at this moment, since it may be given another; of
/// the passkey its name alone.
events::Event passkey_event(const Employee& employee, const access::PasskeyChange& change, const Cause& cause,
                            Random& random);

} // namespace resuelve::employees
