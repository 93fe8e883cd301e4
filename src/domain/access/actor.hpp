#pragma once

#include "platform/ids/uuid.hpp"

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resuelve {

using CustomerId = Id<struct CustomerTag>;
using EmployeeId = Id<struct EmployeeTag>;
using TeamId = Id<struct TeamTag>;
using IncidentId = Id<struct IncidentTag>;
using SessionId = Id<struct SessionTag>;

namespace access {

/// `service` is a program with an API token; `system` is Resuelve itself, acting by rule or by clock.
BOOST_DEFINE_ENUM_CLASS(Role, anonymous, customer, agent, supervisor, admin, service, system)

std::string_view to_string(Role role);

/// Who is asking.
struct Actor {
    Role role = Role::anonymous;
    Uuid id{};                 ///< a CustomerId, an EmployeeId or an API token's id
    std::string name;          ///< to show beside what they write
    std::vector<TeamId> teams; ///< an agent's
    SessionId session{};
    Instant signed_in_at{}; ///< sensitive acts want a sign-in younger than five minutes
    bool email_verified = false;
    std::optional<IncidentId> only_incident;  ///< a session from a mailed link reaches this one incident alone
    std::vector<std::string> scopes;          ///< an API token's
    std::optional<std::int64_t> offers_up_to; ///< euro cents that need nobody's approval; none: any amount

    bool is_employee() const { return role == Role::agent || role == Role::supervisor || role == Role::admin; }
    CustomerId customer_id() const { return CustomerId{id}; }
    EmployeeId employee_id() const { return EmployeeId{id}; }
    bool in_team(TeamId team) const;
};

} // namespace access
} // namespace resuelve
