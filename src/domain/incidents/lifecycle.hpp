#pragma once

#include "domain/access/actor.hpp"
#include "domain/incidents/refusal.hpp"
#include "domain/incidents/status.hpp"

#include <boost/describe/enum.hpp>

#include <array>
#include <expected>
#include <span>

namespace resuelve::incidents {

/// Everything that can be done to an incident.
BOOST_DEFINE_ENUM_CLASS(Act, register_, reply, attach, complete, accept, refuse, withdraw, reopen, rate, take, assign,
                        answer, note, ask, request_completion, wait_for_third_party, propose, merge, undo_merge,
                        change, escalate, mark_spam, remind, warn, close_unanswered, close_lapsed, link_customer)
} // namespace resuelve::incidents
