#pragma once

#include "domain/events/event_bus.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace resuelve::events {

/// What became of one try.
struct Outcome {
    std::string reason;    ///< why it has to be tried again, at most 1,000 bytes; "" if it was handled
    bool is_early = false; ///< it waits for another event (NotYet), which is no failure

    bool is_handled() const { return reason.empty(); }
};

/// Each is told one side of what was not handled; both may be empty.
struct Reports {
    const std::function<void(std::string_view what)>& failed;
    const std::function<void(std::string_view what)>& early;
};

/// Lets a subscription handle an event once. The subscription, the event and what is to be told outlive the call.
awaitable<Outcome> try_to_handle(const Subscription& subscription, const Event& event, Reports reports);

} // namespace resuelve::events
