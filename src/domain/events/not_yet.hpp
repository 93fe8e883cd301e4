#pragma once

#include <stdexcept>

namespace resuelve::events {

/// Thrown by a handler that has to know of another event first: order is not promised, so that one is under way and
/// nothing is wrong. The event is tried again by the usual schedule. One that stays too early becomes a dead letter
/// with this as its reason.
class NotYet : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

} // namespace resuelve::events
