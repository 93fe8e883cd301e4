#include "app/stores.hpp"

#include "adapters/sqlite/answers_schema.hpp"

#include <array>

namespace resuelve::app {
namespace {

constexpr std::size_t file_threads = 2;
constexpr std::size_t file_queue = 256;

} // namespace

std::span<const sqlite::Migration> customers_migrations() {
    static const std::array migrations{
        sqlite::Migration{1, sqlite::outbox_schema},
        sqlite::Migration{2, sqlite::answers_schema},
        sqlite::Migration{3, sqlite::customers_schema},
        sqlite::Migration{4, sqlite::sessions_schema},
    };
    return migrations;
}

std::span<const sqlite::Migration> employees_migrations() {
    static const std::array migrations{
        sqlite::Migration{1, sqlite::outbox_schema},     sqlite::Migration{2, sqlite::answers_schema},
        sqlite::Migration{3, sqlite::employees_schema},  sqlite::Migration{4, sqlite::sessions_schema},
        sqlite::Migration{5, sqlite::api_tokens_schema},
    };
    return migrations;
}

Stores::Stores(const DataDirectory& directory) :
    lock{directory}, file_pool{"files", file_threads, file_queue}, blobs{directory.blobs(), file_pool},
    customers_file{directory.customers(), customers_migrations()}, customers_outbox{customers_file},
    customers{customers_file, customers_outbox}, customer_sessions{customers_file},
    employees_file{directory.employees(), employees_migrations()}, employees_outbox{employees_file},
    employees{employees_file, employees_outbox}, employee_sessions{employees_file}, api_tokens{employees_file},
    incidents{directory.incidents()},
    notifications_file{directory.notifications(), sqlite::NotificationStore::migrations()},
    notifications{notifications_file}, bus_file{directory.bus(), sqlite::EventLog::migrations()}, event_log{bus_file} {}

std::vector<events::Outbox*> Stores::outboxes() {
    return {&customers_outbox, &employees_outbox, &incidents.outbox(), &notifications.outbox()};
}

std::vector<std::pair<std::string, sqlite::Database*>> Stores::files() {
    return {{"customers", &customers_file},
            {"employees", &employees_file},
            {"incidents", &incidents.database()},
            {"notifications", &notifications_file},
            {"bus", &bus_file}};
}

} // namespace resuelve::app
