#include "domain/access/permissions.hpp"

#include <algorithm>
#include <stdexcept>

namespace resuelve::access {
namespace {

static_assert(
    [] {
        for (std::size_t i = 0; i < permissions.size(); ++i)
            if (static_cast<std::size_t>(permissions[i].action) != i) return false;
        return true;
    }(),
    "the rows of permissions are in the order of Action");

/// Somebody who came by a mailed link may follow and act on that one incident, no more.
bool open_to_mailed_link(const Permission& permission) {
    return permission.anonymous != none || permission.action == follow_own_incident ||
           permission.action == act_on_own_incident || permission.action == use_own_session;
}

Reach reach_of_token(const Permission& permission, const Actor& token) {
    if (permission.scope.empty()) return permission.anonymous;
    return std::ranges::find(token.scopes, permission.scope) == token.scopes.end() ? none : all;
}

} // namespace

Reach reach(Action action, const Actor& actor) {
    const auto& permission = permissions.at(static_cast<std::size_t>(action));
    switch (actor.role) {
    case Role::anonymous:
        return permission.anonymous;
    case Role::customer:
        return actor.only_incident && !open_to_mailed_link(permission) ? none : permission.customer;
    case Role::agent:
        return permission.agent;
    case Role::supervisor:
        return permission.supervisor;
    case Role::admin:
        return permission.admin;
    case Role::service:
        return reach_of_token(permission, actor);
    case Role::system:
        return all;
    }
    throw std::logic_error{"an actor without a role"};
}

} // namespace resuelve::access
