#include "app/sqlite_figures.hpp"

namespace resuelve::app {

void watch_file(Metrics& metrics, std::string_view name, const sqlite::Database& file) {
    const Metrics::Labels labels{{"store", std::string{name}}};
    metrics.ask(
        "resuelve_store_waiting_writes", "Commands that wait for the writer of a store file",
        [&file] { return static_cast<double>(file.waiting_writes()); }, labels);
    metrics.ask(
        "resuelve_store_waiting_reads", "Reads that wait for a connection to a store file",
        [&file] { return static_cast<double>(file.waiting_reads()); }, labels);
    metrics.ask(
        "resuelve_store_healthy", "0 after an I/O error, when only reading goes on",
        [&file] { return file.is_healthy() ? 1.0 : 0.0; }, labels);
}

} // namespace resuelve::app
