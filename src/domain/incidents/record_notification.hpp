#pragma once

#include "domain/incidents/change.hpp"
#include "domain/incidents/refusal.hpp"

#include <boost/describe/enum.hpp>

#include <expected>
#include <string>

namespace resuelve::incidents {

/// What became of a message to the customer.
BOOST_DEFINE_ENUM_CLASS(Delivery, sent, failed, bounced)

/// Writes it into the timeline. A failure marks the incident not_notified, a success unmarks it.
std::expected<Change, Refusal> record_notification(const Incident& incident, Delivery delivery, std::string what,
                                                   const Context& context);

} // namespace resuelve::incidents
