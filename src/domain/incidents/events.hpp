#pragma once

#include "domain/incidents/lifecycle.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace resuelve::incidents {

/// A kind of event that the incidents tell.
struct EventRow {
    std::string_view type;
    std::string_view meaning;
    Act act;           ///< the (first) act that tells it
    bool for_customer; ///< whether the customer's own live updates carry it
};

/// The one table of incident events. The AsyncAPI document and the tests read it too. Every event's data has
/// `reference`, `status`, `closed_as`, `customer_id`, `assignee_id`, `team_id`, `channel`, `language`, `priority`,
/// `subject`, `contact` (only while no customer owns the incident), `act`, `actor_role`, `actor_id` (an employee's),
/// and `entry`, the timeline's last number.
inline constexpr std::array event_table{
    EventRow{"incident.registered", "a claim was filed; with answer_by", Act::register_, true},
    EventRow{"incident.replied", "the customer wrote a message", Act::reply, true},
    EventRow{"incident.answered", "an employee wrote to the customer; with text", Act::answer, true},
    EventRow{"incident.noted", "an employee wrote a note for employees; with mentions", Act::note, false},
    EventRow{"incident.attached", "files were added without a message", Act::attach, true},
    EventRow{"incident.information_requested", "the customer was asked something; with text", Act::ask, true},
    EventRow{"incident.completion_requested",
             "the customer was asked to complete the filing; with text, missing and "
             "complete_by",
             Act::request_completion, true},
    EventRow{"incident.completed", "the customer completed the filing: the legal clock started again; with answer_by",
             Act::complete, true},
    EventRow{"incident.third_party_awaited", "a carrier or manufacturer has to answer first", Act::wait_for_third_party,
             true},
    EventRow{"incident.taken", "an employee works on it now", Act::take, true},
    EventRow{"incident.assigned", "assignee or team changed; with assignee_before and team_before", Act::assign, false},
    EventRow{"incident.changed", "priority, category or tags changed; with changes", Act::change, false},
    EventRow{"incident.snoozed", "it is out of the queues until a moment, or back in them by hand; with snoozed_until",
             Act::snooze, false},
    EventRow{"incident.woken", "it is back in the queues: the moment has come; with snoozed_by", Act::wake, false},
    EventRow{
        "incident.resolution_proposed",
        "the shop answered every point; with outcome, remedy, answers and confirm_by, and requested_by if somebody "
        "else approved it",
        Act::propose, true},
    EventRow{"incident.approval_requested", "a proposal waits for somebody to approve it", Act::request_approval,
             false},
    EventRow{"incident.approval_returned", "a proposal was not approved; with requested_by", Act::return_approval,
             false},
    EventRow{"incident.resolution_accepted", "the customer settled it", Act::accept, true},
    EventRow{"incident.resolution_refused", "the customer did not agree; with refusals", Act::refuse, true},
    EventRow{"incident.escalated", "a supervisor has to take notice", Act::escalate, false},
    EventRow{"incident.withdrawn", "the customer does not claim any more", Act::withdraw, true},
    EventRow{"incident.reopened", "it goes on after it was closed; with answer_by", Act::reopen, true},
    EventRow{"incident.rated", "the customer answered the survey; with score", Act::rate, true},
    EventRow{"incident.merged", "it was closed because another one goes on with it; with into", Act::merge, true},
    EventRow{"incident.received_merge", "it goes on with another one, too; with merged", Act::merge, true},
    EventRow{"incident.merge_undone", "it is back where it was before the merge", Act::undo_merge, true},
    EventRow{"incident.marked_spam", "it was no claim", Act::mark_spam, false},
    EventRow{"incident.held", "it is not erased while a court or an authority may ask for it", Act::hold, false},
    EventRow{"incident.hold_lifted", "it may be erased again", Act::lift_hold, false},
    EventRow{"incident.reminded", "the customer is reminded of the proposal; with confirm_by", Act::remind, true},
    EventRow{"incident.deadline_warned", "part of the time to answer has passed; with percent and answer_by", Act::warn,
             false},
    EventRow{"incident.closed_unanswered", "closed after ten days of silence after a proposal", Act::close_unanswered,
             true},
    EventRow{"incident.lapsed", "closed because the filing was not completed in time", Act::close_lapsed, true},
    EventRow{"incident.customer_linked", "a claim without an account got its owner", Act::link_customer, false},
    EventRow{"incident.not_notified", "a message did not reach the customer; somebody has to", Act::record_notification,
             false},
    EventRow{"incident.notified", "messages reach the customer again", Act::record_notification, false},
};

/// The row of a type; nullptr if there is none.
constexpr const EventRow* find_event(std::string_view type) {
    const auto row = std::ranges::find(event_table, type, &EventRow::type);
    return row == event_table.end() ? nullptr : &*row;
}

} // namespace resuelve::incidents
