#pragma once

#include "domain/access/actor.hpp"
#include "domain/incidents/refusal.hpp"
#include "domain/incidents/status.hpp"

#include <boost/describe/enum.hpp>

#include <array>
#include <expected>
#include <optional>
#include <vector>

namespace resuelve::incidents {

/// Everything that can be done to an incident. `register_` makes one out of nothing, so it has no row in the table.
BOOST_DEFINE_ENUM_CLASS(Act, register_, reply, attach, complete, accept, refuse, withdraw, reopen, rate, take, assign,
                        answer, note, ask, request_completion, wait_for_third_party, propose, merge, undo_merge, change,
                        escalate, mark_spam, remind, warn, close_unanswered, close_lapsed, link_customer,
                        record_notification, hold, lift_hold, request_approval, approve, return_approval, snooze, wake)

/// `who` is the least that is needed: agent also means supervisor and programs, supervisor also means admin (who
/// directs incidents but does not work on them). A customer's act is a customer's alone, the system's the system's
/// alone.
struct Rule {
    Status from;
    Act act;
    access::Role who;
    Status to; ///< the same as `from` if the act leaves the status alone
};

namespace lifecycle_table {

using enum Status;

/// One line of the table as people read it: from any of these statuses.
struct Line {
    std::array<bool, 7> from{};
    Act act{};
    access::Role who{};
    std::optional<Status> to; ///< none: the status stays
};

template <class... Statuses>
constexpr std::array<bool, 7> from(Statuses... statuses) {
    std::array<bool, 7> set{};
    ((set[static_cast<std::size_t>(statuses)] = true), ...);
    return set;
}

inline constexpr auto any_open =
    from(registered, in_progress, awaiting_customer, awaiting_completion, awaiting_third_party, resolution_proposed);
inline constexpr auto unanswered =
    from(registered, in_progress, awaiting_customer, awaiting_completion, awaiting_third_party);
inline constexpr auto proposable = from(in_progress, awaiting_customer, awaiting_completion, awaiting_third_party);
inline constexpr auto any = from(registered, in_progress, awaiting_customer, awaiting_completion, awaiting_third_party,
                                 resolution_proposed, closed);
inline constexpr std::optional<Status> stays{};

using enum access::Role;

inline constexpr std::array lines{
    // The customer
    Line{from(awaiting_customer), Act::reply, customer, in_progress},
    Line{from(registered, in_progress, awaiting_completion, awaiting_third_party, resolution_proposed), Act::reply,
         customer, stays},
    Line{any_open, Act::attach, customer, stays},
    Line{from(awaiting_completion), Act::complete, customer, in_progress},
    Line{from(resolution_proposed), Act::accept, customer, closed},
    Line{from(resolution_proposed), Act::refuse, customer, in_progress},
    Line{any_open, Act::withdraw, customer, closed},
    Line{from(closed), Act::reopen, customer, in_progress}, // within reopen_by; not what was merged or spam
    Line{from(closed), Act::rate, customer, stays},         // once

    // Who works on it
    Line{from(registered, awaiting_third_party), Act::take, agent, in_progress},
    Line{from(in_progress, awaiting_customer, awaiting_completion, resolution_proposed), Act::take, agent, stays},
    Line{any_open, Act::assign, agent, stays},
    Line{any, Act::change, agent, stays},
    Line{any_open, Act::snooze, agent, stays},
    Line{any_open, Act::attach, agent, stays},
    Line{from(registered), Act::answer, agent, in_progress},
    Line{from(in_progress, awaiting_customer, awaiting_completion, awaiting_third_party, resolution_proposed),
         Act::answer, agent, stays},
    Line{any, Act::note, agent, stays},
    Line{from(registered, in_progress, awaiting_customer, awaiting_third_party), Act::ask, agent, awaiting_customer},
    Line{from(registered, in_progress, awaiting_customer, awaiting_third_party), Act::request_completion, agent,
         awaiting_completion},
    Line{from(registered, in_progress, awaiting_customer, awaiting_third_party), Act::wait_for_third_party, agent,
         awaiting_third_party},
    Line{proposable, Act::propose, agent, resolution_proposed},
    Line{proposable, Act::request_approval, agent, stays}, // of a proposal that is above what one may offer alone
    Line{any_open, Act::merge, agent, closed},
    Line{unanswered, Act::mark_spam, agent, closed},

    // Who directs the work
    Line{proposable, Act::approve, supervisor, resolution_proposed}, // not by who asked; see approval.hpp
    Line{proposable, Act::return_approval, supervisor, stays},
    Line{any_open, Act::escalate, supervisor, stays},
    Line{from(closed), Act::reopen, supervisor, in_progress},    // with a reason, at any time
    Line{from(closed), Act::undo_merge, supervisor, registered}, // back to where it was
    Line{from(closed), Act::undo_merge, supervisor, in_progress},
    Line{from(closed), Act::undo_merge, supervisor, awaiting_customer},
    Line{from(closed), Act::undo_merge, supervisor, awaiting_completion},
    Line{from(closed), Act::undo_merge, supervisor, awaiting_third_party},
    Line{from(closed), Act::undo_merge, supervisor, resolution_proposed},
    Line{any, Act::hold, supervisor, stays}, // see legal_hold.hpp
    Line{any, Act::lift_hold, supervisor, stays},

    // Resuelve itself. Nothing here closes because answer_by passed (Law 10/2025 art. 13.2).
    Line{any_open, Act::assign, system, stays},
    Line{any_open, Act::wake, system, stays},
    Line{from(resolution_proposed), Act::remind, system, stays},
    Line{from(registered, in_progress, awaiting_customer, awaiting_third_party), Act::warn, system, stays},
    Line{from(resolution_proposed), Act::close_unanswered, system, closed},
    Line{from(awaiting_completion), Act::close_lapsed, system, closed},
    Line{any, Act::link_customer, system, stays},
    Line{any, Act::record_notification, system, stays},
};

constexpr std::size_t count_rules() {
    std::size_t count = 0;
    for (const auto& line : lines)
        for (const bool listed : line.from)
            count += listed ? 1 : 0;
    return count;
}

constexpr std::array<Rule, count_rules()> rules() {
    std::array<Rule, count_rules()> all{};
    std::size_t at = 0;
    for (const auto& line : lines)
        for (std::size_t i = 0; i < line.from.size(); ++i)
            if (const auto status = static_cast<Status>(i); line.from[i])
                all[at++] = Rule{status, line.act, line.who, line.to.value_or(status)};
    return all;
}

} // namespace lifecycle_table

/// The one table of what may be done when and by whom (design.md, Lifecycle). The acts, the tests, the documentation
/// and the web application read it.
inline constexpr auto lifecycle = lifecycle_table::rules();

/// Whether `role` may do what the table gives to `who`.
constexpr bool satisfies(access::Role role, access::Role who) {
    using enum access::Role;
    if (who == agent) return role == agent || role == supervisor || role == service;
    if (who == supervisor) return role == supervisor || role == admin || role == service;
    return role == who;
}

/// The status after the act, or not_allowed_in_status or not_your_role. For undo_merge the former status decides.
std::expected<Status, Refusal> next(Status from, Act act, access::Role role);

/// What the role may do now, each act once, in the order of the table.
std::vector<Act> allowed(Status status, access::Role role);

} // namespace resuelve::incidents
