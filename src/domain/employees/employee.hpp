#pragma once

#include "domain/access/actor.hpp"
#include "domain/access/email.hpp"
#include "domain/access/passkey.hpp"
#include "domain/employees/second_factor.hpp"

#include <optional>
#include <string>
#include <vector>

namespace resuelve::employees {

BOOST_DEFINE_ENUM_CLASS(State, invited, active, disabled)

/// The roles that an employee can have; access::Role has those of everybody else too.
BOOST_DEFINE_ENUM_CLASS(Position, agent, supervisor, admin)

constexpr access::Role role_of(Position position) {
    switch (position) {
    case Position::agent:
        return access::Role::agent;
    case Position::supervisor:
        return access::Role::supervisor;
    case Position::admin:
        return access::Role::admin;
    }
    return access::Role::anonymous;
}

/// Somebody who works on incidents.
struct Employee {
    EmployeeId id{};
    Email email{};
    std::string first_name{};
    std::string last_name{};
    Position role{};
    std::vector<TeamId> team_ids{};
    State state = State::invited;
    std::string language = "es";
    std::optional<std::string> password_hash{}; ///< none until the invitation is accepted
    std::optional<SecondFactor> second_factor{};
    access::Passkeys passkeys{};
    std::int64_t version = 1;
    Instant created_at{};
    Instant updated_at{};

    bool operator==(const Employee&) const = default;

    std::string display_name() const;
    bool is_active() const { return state == State::active; }
    bool is_active_admin() const { return is_active() && role == Position::admin; }
    /// Whether sign-in asks for a code.
    bool has_second_factor() const { return second_factor && second_factor->confirmed; }

    /// Sets the password; somebody invited is active from now on.
    void set_password(std::string hash);
    /// Back to active, or to invited without a password.
    void enable();

    /// The next version, changed at `now`: what a store is given to keep.
    Employee changed_at(Instant now) const;
};

} // namespace resuelve::employees
