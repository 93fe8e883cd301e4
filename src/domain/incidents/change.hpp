#pragma once

#include "domain/access/actor.hpp"
#include "domain/events/event.hpp"
#include "domain/incidents/attachment.hpp"
#include "domain/incidents/deadlines.hpp"
#include "domain/incidents/entry.hpp"
#include "domain/incidents/incident.hpp"

#include <vector>

namespace resuelve::incidents {

/// Who does something, when, and with which randomness: what every act needs besides the incident.
struct Context {
    access::Actor by;
    Instant now;
    Random& random;
    std::string traceparent; ///< of the request, for the events
    std::string source;      ///< "/resuelve/intake"
    const Policy& policy = default_policy();
};

/// What an act makes of an incident: the new state, the entries to append and the events to tell.
/// Stored as one transaction; refused if the incident's version is no longer `before`.
struct Change {
    /// Starts from a stored incident, or from one with version 0 that is yet to be stored.
    explicit Change(Incident incident) : before{incident.version}, incident{std::move(incident)} {}

    std::int64_t before;
    Incident incident; ///< as it will be; `version` is set by finish()
    std::vector<Entry> entries;
    std::vector<events::Event> events;
    std::vector<Attachment> attachments; ///< pending uploads that a new entry links

    /// Appends a sealed entry.
    Change& record(EntryKind kind, Visibility visibility, const Context& context, const boost::json::object& body);
    /// Adds an event about the incident; reference, status, customer, team and assignee are filled in by finish().
    Change& tell(std::string_view type, const Context& context, boost::json::object data = {});
    /// Sets version, updated_at and the events' common data. Call once, last.
    Change& finish(const Context& context);
};

} // namespace resuelve::incidents
