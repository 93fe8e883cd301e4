#include "app/buses.hpp"

#include "adapters/inprocess/event_bus.hpp"
#include "adapters/rabbitmq/event_bus.hpp"
#include "adapters/sqlite/attempts.hpp"
#include "adapters/sqlite/event_log.hpp"
#include "app/consumers.hpp"
#include "app/sqlite_figures.hpp"
#include "platform/json/enum_names.hpp"
#include "platform/log/log.hpp"

namespace resuelve::app {
namespace {

constexpr std::chrono::days attempts_kept{7};

void report(std::string_view what) {
    report_failure("events", what);
}

/// The event that it waits for is under way: nothing that anybody has to look after.
void tell_early(std::string_view what) {
    log::info("an event came before another that it needs", {{"task", "events"}, {"reason", what}});
}

class InProcess final : public Bus {
public:
    explicit InProcess(const BusParts& parts) :
        file_{parts.directory.bus(), sqlite::EventLog::migrations()},
        bus_{log_, parts.clock, parts.executor, {.report = report, .early = tell_early}} {
        file_.on_rollback(parts.write_refused);
    }

    events::EventBus& events() override { return bus_; }
    std::string_view name() const override { return "bus"; }
    awaitable<bool> is_ready() override { co_return file_.is_healthy(); }
    bool is_needed() const override { return true; }
    bool is_heard() const override { return true; }
    awaitable<void> tidy_up(Instant) override { co_return; }

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

/// Where attempts are counted: in the database of the process's service, or, if that keeps none, in a file.
class CountedAttempts {
public:
    explicit CountedAttempts(const BusParts& parts) {
        for (auto* database : parts.stores.all())
            if (!attempts_) attempts_ = database->attempts();
        if (attempts_) return;
        file_.emplace(parts.directory.bus(), sqlite::EventLog::migrations());
        in_file_.emplace(*file_, parts.clock);
        attempts_ = &*in_file_;
    }

    events::Attempts& get() { return *attempts_; }

private:
    std::optional<sqlite::Database> file_;
    std::optional<sqlite::Attempts> in_file_;
    events::Attempts* attempts_ = nullptr;
};

rabbitmq::Settings rabbitmq_settings(const BusParts& parts) {
    rabbitmq::Settings settings{.uri = parts.options.amqp_uri};
    for (const auto& row : every_consumer())
        if (!contains(parts.services, row.service))
            settings.others.push_back({std::string{json::enum_name(row.service)}, row.types});
    settings.delivery.report = report;
    settings.delivery.early = tell_early;
    settings.listeners_missed = parts.listeners_missed;
    return settings;
}

class OnRabbitmq final : public Bus {
public:
    explicit OnRabbitmq(const BusParts& parts) :
        attempts_{parts}, bus_{attempts_.get(), parts.clock, parts.random, parts.executor, rabbitmq_settings(parts)} {}

    events::EventBus& events() override { return bus_; }
    std::string_view name() const override { return "rabbitmq"; }
    awaitable<bool> is_ready() override { co_return bus_.is_connected(); }
    bool is_needed() const override { return false; }
    bool is_heard() const override { return bus_.is_connected(); }
    awaitable<void> tidy_up(Instant now) override { return attempts_.get().forget_before(now - attempts_kept); }

    void watch(Metrics& metrics) override {
        metrics.ask("resuelve_bus_connected", "1 while both connections to the broker are there",
                    [this] { return bus_.is_connected() ? 1.0 : 0.0; });
        metrics.ask("resuelve_bus_reconnects", "Connections to the broker that were lost since the start",
                    [this] { return static_cast<double>(bus_.reconnects()); });
        metrics.ask("resuelve_bus_events_behind", "Events that the slowest consumer has not handled yet",
                    [this] { return most(&rabbitmq::EventBus::ConsumerLag::events); });
        metrics.ask("resuelve_bus_parked_events", "Events that wait for another attempt",
                    [this] { return most(&rabbitmq::EventBus::ConsumerLag::parked); });
        metrics.ask("resuelve_bus_dead_letters", "Events that were given up and wait for a person",
                    [this] { return most(&rabbitmq::EventBus::ConsumerLag::dead); });
        for (const auto& lag : bus_.lags())
            watch_consumer(metrics, lag.consumer);
    }

private:
    using Figures = rabbitmq::Consumer::Figures;

    void watch_consumer(Metrics& metrics, const std::string& consumer) {
        const auto ask = [&](const char* name, const char* help, std::size_t Figures::* figure) {
            metrics.ask(name, help, [this, consumer, figure] { return of(consumer, figure); },
                        {{"consumer", consumer}});
        };
        ask("resuelve_bus_handled", "Events that this process has handled since its start", &Figures::handled);
        ask("resuelve_bus_failed_attempts", "Attempts of this process at an event that failed since its start",
            &Figures::failed);
        ask("resuelve_bus_given_up", "Events that this process has made dead letters since its start", &Figures::died);
    }

    double of(const std::string& consumer, std::size_t Figures::* figure) const {
        for (const auto& lag : bus_.lags())
            if (lag.consumer == consumer) return static_cast<double>(lag.figures.*figure);
        return 0;
    }

    double most(std::size_t rabbitmq::EventBus::ConsumerLag::* figure) const {
        std::size_t highest = 0;
        for (const auto& lag : bus_.lags())
            highest = std::max(highest, lag.*figure);
        return static_cast<double>(highest);
    }

    CountedAttempts attempts_;
    rabbitmq::EventBus bus_;
};

} // namespace

std::unique_ptr<Bus> open_bus(const BusParts& parts) {
    if (parts.options.on_rabbitmq()) return std::make_unique<OnRabbitmq>(parts);
    return std::make_unique<InProcess>(parts);
}

} // namespace resuelve::app
