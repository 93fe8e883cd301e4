#pragma once

#include "domain/access/actor.hpp"

#include <boost/describe/enum.hpp>

#include <array>

namespace resuelve::access {

/// How far a role reaches with an action.
enum class Reach {
    none,
    own,  ///< a customer's own incidents, an employee's own account
    team, ///< incidents of own teams, those without a team, and those assigned to the agent
    all,
};
BOOST_DESCRIBE_ENUM(Reach, none, own, team, all)

// clang-format off
/// What a route does, for the permission table.
enum class Action {
    use_public_page,      ///< health, documents, sign-in: no session
    register_customer,
    use_own_session,      ///< see and end own sessions
    manage_own_customer,  ///< a customer's own data, export, erasure
    read_customers,
    keep_customer_notes,  ///< what employees write down about a customer
    manage_customers,     ///< the legacy routes with credentials
    file_claim,           ///< open without a session, follow by reference
    open_own_incident,
    follow_own_incident,  ///< read, timeline, receipt, live events
    act_on_own_incident,  ///< reply, attach, complete, accept, refuse, withdraw, reopen, rate
    open_for_customer,
    read_incidents,       ///< queue, search, timeline with notes, live events
    request_access,       ///< ask supervisors for an incident that one may not read
    work_on_incident,     ///< take, assign, message, ask, wait, propose, merge, change
    direct_incident,      ///< escalate, undo a merge, reopen with a reason
    decide_approvals,     ///< approve or return what others propose: people, no programs
    read_reports,
    read_employees,
    manage_own_employee,  ///< own password, second factor, preferences
    manage_employees,     ///< employees, teams, invitations, API tokens
    read_shelves,         ///< views and templates: own ones, the teams', the shop's
    keep_shelves,         ///< make, change and remove them: agents their own
    manage_categories,    ///< the reasons that incidents may have
    read_dead_letters,
    read_own_notices,     ///< what an employee is told of incidents
    see_mail_delay,       ///< whether mails wait, not whose
    answer_data_requests, ///< what customers want of their own data: read, extend, answer
    read_audit,           ///< who signed in, changed rights, read persons and notes
};
// clang-format on
BOOST_DESCRIBE_ENUM(Action, use_public_page, register_customer, use_own_session, manage_own_customer, read_customers,
                    keep_customer_notes, manage_customers, file_claim, open_own_incident, follow_own_incident,
                    act_on_own_incident, open_for_customer, read_incidents, request_access, work_on_incident,
                    direct_incident, decide_approvals, read_reports, read_employees, manage_own_employee,
                    manage_employees, read_shelves, keep_shelves, manage_categories, read_dead_letters,
                    read_own_notices, see_mail_delay, answer_data_requests, read_audit)

struct Permission {
    Action action;
    std::string_view scope; ///< what an API token needs; empty: no token may
    Reach anonymous, customer, agent, supervisor, admin;
};

using enum Reach;
using enum Action;

// clang-format off
/// The one table of who may do what. The routes name actions; the access matrix test walks them all.
inline constexpr std::array permissions{
    //         action               scope              anonymous customer agent supervisor admin
    Permission{use_public_page,     "",                all,  all,  all,  all,  all},
    Permission{register_customer,   "customers:write", all,  none, none, none, none},
    Permission{use_own_session,     "",                none, own,  own,  own,  own},
    Permission{manage_own_customer, "",                none, own,  none, none, none},
    Permission{read_customers,      "customers:read",  none, none, all,  all,  all},
    Permission{keep_customer_notes, "customers:write", none, none, all,  all,  all},
    Permission{manage_customers,    "customers:write", none, none, all,  all,  all},
    Permission{file_claim,          "",                all,  all,  all,  all,  all},
    Permission{open_own_incident,   "",                none, own,  none, none, none},
    Permission{follow_own_incident, "",                none, own,  none, none, none},
    Permission{act_on_own_incident, "",                none, own,  none, none, none},
    Permission{open_for_customer,   "incidents:write", none, none, all,  all,  all},
    Permission{read_incidents,      "incidents:read",  none, none, team, all,  all},
    Permission{request_access,      "",                none, none, team, all,  all},
    Permission{work_on_incident,    "incidents:write", none, none, team, all,  none},
    Permission{direct_incident,     "incidents:write", none, none, none, all,  all},
    Permission{decide_approvals,    "",                none, none, none, all,  all},
    Permission{read_reports,        "reports:read",    none, none, none, all,  all},
    Permission{read_employees,      "employees:read",  none, none, all,  all,  all},
    Permission{manage_own_employee, "",                none, none, own,  own,  own},
    Permission{manage_employees,    "employees:write", none, none, none, none, all},
    Permission{read_shelves,        "",                none, none, team, all,  all},
    Permission{keep_shelves,        "",                none, none, own,  all,  all},
    Permission{manage_categories,   "categories:write", none, none, none, none, all},
    Permission{read_dead_letters,   "",                none, none, none, none, all},
    Permission{read_own_notices,    "",                none, none, own,  own,  own},
    Permission{see_mail_delay,      "",                none, none, all,  all,  all},
    Permission{answer_data_requests, "",               none, none, none, all,  all},
    Permission{read_audit,          "audit:read",      none, none, none, all,  all},
};
// clang-format on

/// How far the actor reaches; for an API token by its scopes, for the system everywhere.
Reach reach(Action action, const Actor& actor);

} // namespace resuelve::access
