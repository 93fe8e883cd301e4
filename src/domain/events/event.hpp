#pragma once

#include "platform/ids/uuid.hpp"
#include "platform/time/instant.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace resuelve::events {

using EventId = Id<struct EventTag>;

/// Something that happened, as one service tells the others. CloudEvents 1.0 on the wire.
struct Event {
    EventId id;               ///< unique and stable: consumers drop what they have already handled
    std::string type;         ///< "incident.registered": a row of some domain's events table
    std::string source;       ///< "/resuelve/intake"
    Uuid subject;             ///< the entity
    std::int64_t version = 0; ///< the entity's version after the change: consumers compare it, order is not promised
    Instant time;
    std::string traceparent; ///< W3C trace context of the request that caused it; may be empty
    boost::json::object data;
};

/// CloudEvents 1.0 structured JSON (specversion, id, type, source, subject, time, datacontenttype, traceparent, data,
/// and `entityversion`).
boost::json::object to_cloud_event(const Event& event);

/// Throws std::invalid_argument, naming the attribute, for anything that is not such an event.
Event from_cloud_event(const boost::json::value& json);

} // namespace resuelve::events
