#pragma once

#include "domain/access/actor.hpp"
#include "domain/events/event_bus.hpp"
#include "domain/incidents/incident_query.hpp"
#include "services/api/request.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace resuelve::api {

namespace limits {
inline constexpr std::size_t live_ring = 10'000;      ///< events kept to resume from
inline constexpr std::size_t streams_per_account = 5; ///< reliability.md §3.2
inline constexpr std::size_t events_per_write = 200;  ///< blocks joined into one write
inline constexpr std::chrono::seconds heartbeat{15};
/// Told again to a listener who comes from another instance: the bus promises no order, so what was heard there before
/// the listener's last event may have been heard here shortly after it.
inline constexpr std::chrono::seconds retold{5};
/// That may be asked for; the ring covers less when much happens.
inline constexpr std::chrono::hours longest_look_back{24};
/// As long as an access token: afterwards the listener connects again and its rights are looked at again.
inline constexpr std::chrono::minutes stream_lifetime{10};
} // namespace limits

/// Who listens, and what of it all may be told to them.
struct Listener {
    std::string account; ///< counted against streams_per_account
    incidents::Scope scope;
    std::optional<IncidentId> only; ///< a session from a mailed link hears of this incident alone
};

Listener listener_for(const Request& request);

/// Hands the events of incidents, and word of a notice to the employee that it is for, to those who listen. Tells ids,
/// types and versions only, never text: the listener reads the incident again, with its own rights. Safe to use from
/// several threads.
class LiveEvents {
public:
    struct Timing {
        std::chrono::milliseconds heartbeat = limits::heartbeat;
        std::chrono::milliseconds lifetime = limits::stream_lifetime;
        /// When an event is heard.
        std::function<std::chrono::steady_clock::time_point()> now = &std::chrono::steady_clock::now;
    };

    LiveEvents();
    /// `instance` is written behind the events' ids, so that it is seen who told them. Empty: there is only one.
    explicit LiveEvents(Timing timing, std::string instance = {});
    ~LiveEvents();
    LiveEvents(const LiveEvents&) = delete;
    LiveEvents& operator=(const LiveEvents&) = delete;

    /// Hears what the bus carries. Before the bus starts; the bus is stopped before this ends.
    void attach(events::EventBus& bus);
    /// Takes one event: what attach() arranges.
    void tell(const events::Event& event);
    /// Events may have been missed until now, since the bus was away: every listener is told of a gap, those too who
    /// come back with an id from before or ask for a time before.
    void missed();
    /// Asked at every heartbeat: while the bus is away listeners are told of a gap then, and look for themselves.
    /// Before the first stream; what it asks outlives the streams.
    void ask_of_bus(std::function<bool()> is_away);

    /// A stream that goes on after `last_event_id`, or if that is empty begins with what was heard in the `last`
    /// seconds: a page is read before its stream is open, and what happens in between would be in neither. The id may
    /// be another instance's. Where what is asked for is not kept here (any more) it begins with a `gap` event: the
    /// listener loads anew what it shows. Throws Problem::too_many_requests above streams_per_account.
    std::unique_ptr<http::EventStream> open(Listener listener, std::string_view last_event_id,
                                            std::chrono::seconds last = {});

    /// Ends the streams of an account whose rights changed.
    void close(const std::string& account);

    std::size_t listeners() const;

private:
    class Hub;
    class Stream;
    std::shared_ptr<Hub> hub_; // shared with the streams, which the HTTP sessions own
};

/// Opens the sender's stream, resumed after the Last-Event-ID header or `last_seconds` ago.
Response event_stream(const Request& request, LiveEvents& live);

} // namespace resuelve::api
