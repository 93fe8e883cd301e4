#pragma once

#include "domain/events/event_bus.hpp"

namespace resuelve::app {

/// The same subscription, with a log line for each event that was handled or failed: its trace id joins the lines of
/// all services that one request made busy.
events::Subscription traced(events::Subscription subscription);

} // namespace resuelve::app
