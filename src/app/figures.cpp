#include "app/figures.hpp"

namespace resuelve::app {
namespace {

double as_double(std::size_t count) {
    return static_cast<double>(count);
}

void watch_files(Metrics& metrics, Stores& stores) {
    for (const auto& [name, file] : stores.files()) {
        metrics.ask("resuelve_store_waiting_writes", "Commands that wait for the writer of a store file",
                    [database = file] { return as_double(database->waiting_writes()); }, {{"store", name}});
        metrics.ask("resuelve_store_waiting_reads", "Reads that wait for a connection to a store file",
                    [database = file] { return as_double(database->waiting_reads()); }, {{"store", name}});
        metrics.ask("resuelve_store_healthy", "0 after an I/O error, when only reading goes on",
                    [database = file] { return database->is_healthy() ? 1.0 : 0.0; }, {{"store", name}});
    }
}

/// The oldest event that no relay has published yet, of all outboxes.
double oldest_unpublished_seconds(const Background& background) {
    std::chrono::milliseconds oldest{};
    for (const auto& relay : background.relays())
        oldest = std::max(oldest, relay->lag().oldest_age);
    return std::chrono::duration<double>{oldest}.count();
}

double furthest_behind(const inprocess::EventBus& bus) {
    std::int64_t most = 0;
    for (const auto& lag : bus.lags())
        most = std::max(most, lag.events);
    return static_cast<double>(most);
}

double parked_events(const inprocess::EventBus& bus) {
    std::size_t parked = 0;
    for (const auto& lag : bus.lags())
        parked += lag.parked;
    return as_double(parked);
}

} // namespace

void watch(Metrics& metrics, Stores& stores, const inprocess::EventBus& bus, const Background& background,
           Services& services) {
    watch_files(metrics, stores);
    metrics.ask("resuelve_outbox_oldest_seconds", "Age of the oldest event that is not published yet",
                [&background] { return oldest_unpublished_seconds(background); });
    metrics.ask("resuelve_bus_events_behind", "Events that the slowest consumer has not handled yet",
                [&bus] { return furthest_behind(bus); });
    metrics.ask("resuelve_bus_parked_events", "Events that wait for another attempt",
                [&bus] { return parked_events(bus); });
    metrics.ask("resuelve_live_listeners", "Open event streams",
                [&services] { return as_double(services.live.listeners()); });
    metrics.ask("resuelve_mails_written", "Mails written to the mail folder since the start",
                [&services] { return as_double(services.mail.written()); });
    metrics.ask("resuelve_mails_withheld", "Mails over a limit since the start",
                [&services] { return as_double(services.notifications.withheld.load()); });
}

} // namespace resuelve::app
