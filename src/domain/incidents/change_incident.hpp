#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/refusal.hpp"

#include <expected>
#include <optional>
#include <set>
#include <string>

namespace resuelve::incidents {

/// What PATCH may change. The outer optional: whether it is to be changed; the inner: nothing there any more.
struct Patch {
    std::optional<std::optional<EmployeeId>> assignee_id{};
    std::optional<std::optional<TeamId>> team_id{};
    std::optional<Priority> priority{};
    std::optional<std::optional<std::string>> category{};
    std::optional<std::set<std::string>> tags{};
    std::optional<std::optional<Instant>> snoozed_until{};
    std::string assignee_name{}; ///< to show in the timeline
    std::string team_name{};
};

/// Assigns, changes and snoozes as one. The caller has checked that the assignee and the team exist.
/// What is as it was already is left out; if that is everything, the change has no entries. A new category restarts no
/// clock, but an undue charge gets its own, shorter deadline.
std::expected<Change, Refusal> change_incident(const Incident& incident, Patch patch, const Context& context);

} // namespace resuelve::incidents
