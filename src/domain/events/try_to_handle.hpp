#pragma once

#include "domain/events/event_bus.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace resuelve::events {

/// Lets a subscription handle an event once; "" if it did. Otherwise why not, at most 1,000 bytes, as `report`, which
/// may be empty, is told too. The subscription, the event and `report` outlive the call.
awaitable<std::string> try_to_handle(const Subscription& subscription, const Event& event,
                                     const std::function<void(std::string_view what)>& report);

} // namespace resuelve::events
