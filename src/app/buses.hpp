#pragma once

#include "app/data_directory.hpp"
#include "app/options.hpp"
#include "app/stores.hpp"
#include "domain/events/event_bus.hpp"
#include "platform/ids/random.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/time/clock.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <functional>
#include <memory>
#include <string_view>

namespace resuelve::app {

/// The bus of the process, whatever carries the events, with what it keeps them in.
class Bus {
public:
    virtual ~Bus() = default;

    virtual events::EventBus& events() = 0;
    /// For /readyz: "bus" or "rabbitmq".
    virtual std::string_view name() const = 0;
    virtual awaitable<bool> is_ready() = 0;
    /// False if events can wait in the outbox while it is away, and everything else goes on.
    virtual bool is_needed() const = 0;
    /// Whether listeners hear of all that is published now.
    virtual bool is_heard() const = 0;
    /// Adds what is behind; the metrics end first.
    virtual void watch(Metrics& metrics) = 0;
    /// Forgets what has had its time.
    virtual awaitable<void> tidy_up(Instant now) = 0;
};

/// What a bus is opened with. All but the names outlives it.
struct BusParts {
    const ServeOptions& options;
    const DataDirectory& directory;
    Stores& stores;
    const ServiceNames& services; ///< of this process
    boost::asio::any_io_executor executor;
    const Clock& clock;
    Random& random;
    std::function<void()> listeners_missed;      ///< events, since the broker was away
    std::function<void()> write_refused = [] {}; ///< the file could not take a commit; on any thread
};

/// Deliveries run on the executor; it runs out of work before the bus ends. Throws StartFailure.
std::unique_ptr<Bus> open_bus(const BusParts& parts);

} // namespace resuelve::app
