#pragma once

#include <boost/describe/enum.hpp>

namespace resuelve::incidents {

/// Where an incident stands (design.md, Lifecycle).
BOOST_DEFINE_ENUM_CLASS(Status, registered, in_progress, awaiting_customer, awaiting_completion, awaiting_third_party,
                        resolution_proposed, closed)

/// Why it is closed.
BOOST_DEFINE_ENUM_CLASS(ClosedAs, confirmed, no_answer, lapsed, withdrawn, merged, spam)

BOOST_DEFINE_ENUM_CLASS(Priority, low, normal, high, urgent)

/// The way by which the customer came; the answer goes back the same way (Law 10/2025 art. 13.5).
BOOST_DEFINE_ENUM_CLASS(Channel, web, email, phone, chat, store, api, post)

/// Whether the shop proposed a resolution by the legal deadline.
BOOST_DEFINE_ENUM_CLASS(Answered, in_time, late)

/// What the shop decided, of the whole or of one point.
BOOST_DEFINE_ENUM_CLASS(Decision, upheld, partly_upheld, rejected)

/// What the shop gives (TRLGDCU art. 118–119).
BOOST_DEFINE_ENUM_CLASS(Remedy, repair, replacement, price_reduction, refund, goodwill, explanation, none)

/// Where a proposal above what its author may offer alone stands.
BOOST_DEFINE_ENUM_CLASS(ApprovalStatus, requested, returned)

/// Who may read a timeline entry.
BOOST_DEFINE_ENUM_CLASS(Visibility, public_, internal)

} // namespace resuelve::incidents
