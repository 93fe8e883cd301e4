#include "app/buses.hpp"

#include "adapters/inprocess/event_bus.hpp"
#include "adapters/sqlite/error.hpp"
#include "adapters/sqlite/event_log.hpp"
#include "app/sqlite_figures.hpp"
#include "platform/config/start_failure.hpp"

namespace resuelve::app {
namespace {

class InProcess final : public Bus {
public:
    InProcess(const DataDirectory& directory, const boost::asio::any_io_executor& executor, const Clock& clock) :
        file_{directory.bus(), sqlite::EventLog::migrations()}, bus_{log_, clock, executor} {}

    events::EventBus& events() override { return bus_; }
    std::string_view name() const override { return "bus"; }
    awaitable<bool> is_ready() override { co_return file_.is_healthy(); }

    void watch(Metrics& metrics) override {
        watch_file(metrics, name(), file_);
        metrics.ask("resuelve_bus_events_behind", "Events that the slowest consumer has not handled yet", [this] {
            std::int64_t most = 0;
            for (const auto& lag : bus_.lags())
                most = std::max(most, lag.events);
            return static_cast<double>(most);
        });
        metrics.ask("resuelve_bus_parked_events", "Events that wait for another attempt", [this] {
            std::size_t parked = 0;
            for (const auto& lag : bus_.lags())
                parked += lag.parked;
            return static_cast<double>(parked);
        });
    }

private:
    sqlite::Database file_;
    sqlite::EventLog log_{file_};
    inprocess::EventBus bus_;
};

} // namespace

std::unique_ptr<Bus> open_bus(const ServeOptions& options, const DataDirectory& directory,
                              const boost::asio::any_io_executor& executor, const Clock& clock) {
    if (options.on_rabbitmq())
        throw StartFailure{StartFailure::settings, "this program was built without RabbitMQ: use --bus=inprocess"};
    try {
        return std::make_unique<InProcess>(directory, executor, clock);
    } catch (const sqlite::StoreRefused& refused) {
        throw StartFailure{StartFailure::unsuitable, refused.what()};
    }
}

} // namespace resuelve::app
