#pragma once

#include "app/data_directory.hpp"
#include "app/options.hpp"
#include "domain/events/event_bus.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/time/clock.hpp"

#include <boost/asio/any_io_executor.hpp>

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
    /// Adds what is behind; the metrics end first.
    virtual void watch(Metrics& metrics) = 0;
};

/// Deliveries run on `executor`; it runs out of work before the bus ends. Throws StartFailure.
std::unique_ptr<Bus> open_bus(const ServeOptions& options, const DataDirectory& directory,
                              const boost::asio::any_io_executor& executor, const Clock& clock);

} // namespace resuelve::app
