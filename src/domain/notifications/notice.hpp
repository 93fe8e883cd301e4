#pragma once

#include "domain/access/actor.hpp"
#include "domain/events/event.hpp"

#include <boost/describe/enum.hpp>

#include <optional>
#include <string>

namespace resuelve::notifications {

namespace limits {
inline constexpr std::size_t notices_of_one = 1'000;     ///< an employee's; the oldest make room
inline constexpr std::chrono::days notices_kept_for{90}; ///< since what they tell of happened
inline constexpr int percent_near_deadline = 80;         ///< of the time to answer: from there on it is told
} // namespace limits

using NoticeId = Id<struct NoticeTag>;

/// Why an employee is told of an incident.
BOOST_DEFINE_ENUM_CLASS(NoticeKind, assignment, mention, deadline_near, deadline_missed, escalation, approval_granted,
                        approval_returned, snooze_ended, access_requested)

/// What one employee is told, in the console, because of one event of an incident.
struct Notice {
    NoticeId id{}; ///< from notice_id(): newest last
    EmployeeId employee{};
    NoticeKind kind{};
    IncidentId incident{};
    std::string reference;
    std::string subject;                ///< the customer's words; empty once erased
    std::optional<CustomerId> customer; ///< whose incident it is: to find what has to be erased
    std::optional<TeamId> team;         ///< the incident's then, and its assignee's: who may read the subject
    std::optional<EmployeeId> assignee;
    std::optional<EmployeeId> by;     ///< who did it; none: a clock, or a program
    std::optional<Instant> answer_by; ///< of a deadline
    Instant made_at{};                ///< when it happened
    std::optional<Instant> read_at;

    bool operator==(const Notice&) const = default;
};

/// One event makes one notice for one employee, however often it is delivered: the id follows from both. It sorts by
/// the time of the event, like the event's own.
NoticeId notice_id(events::EventId cause, EmployeeId employee);

} // namespace resuelve::notifications
