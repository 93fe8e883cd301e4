#pragma once

#include "domain/access/actor.hpp"
#include "domain/events/event.hpp"
#include "domain/incidents/attachment.hpp"
#include "domain/incidents/deadlines.hpp"
#include "domain/incidents/entry.hpp"
#include "domain/incidents/incident.hpp"
#include "domain/incidents/lifecycle.hpp"

#include <boost/json/object.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
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

    /// Moves to a status of the table: sets what begins and ends with it and records the transition, with `details`,
    /// unless the status stays. `closed_as` is for closing. What waits for approval is dropped where nothing can be
    /// proposed any more.
    Change& move(Status to, Act act, const Context& context, std::optional<ClosedAs> closed_as = {},
                 boost::json::object details = {});

    /// Appends a sealed entry. `body` starts with the act (see entry.hpp).
    Change& record(EntryKind kind, Visibility visibility, const Context& context, const boost::json::object& body);

    /// Adds an event about the incident. Throws std::logic_error if the type is not in the table of events.hpp.
    /// Reference, status, customer, team, assignee and the like are filled in by finish().
    Change& tell(std::string_view type, const Context& context, boost::json::object data = {});

    /// Puts a snoozed incident back into the queues and records it. finish() does so by itself before the time has
    /// come, where somebody has to look, or does: the customer did something, a deadline was warned of, a message did
    /// not arrive, a supervisor has to take notice, somebody took it; and where it is closed.
    Change& wake(const Context& context);

    /// Sets version, updated_at and the events' common data. A change without entries changes nothing: its version
    /// stays and it need not be stored.
    Change finish(const Context& context) &&;

private:
    void drop_approval(Act act, const Context& context);
    /// Clocks may jump back, a timeline does not.
    Instant moment(const Context& context) const { return std::max(context.now, incident.updated_at); }
};

} // namespace resuelve::incidents
