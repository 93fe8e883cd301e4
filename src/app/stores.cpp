#include "app/stores.hpp"

#include "app/mongodb_stores.hpp"
#include "app/sqlite_stores.hpp"

namespace resuelve::app {

std::vector<Database*> Stores::all() const {
    std::vector<Database*> open;
    for (Database* database :
         std::initializer_list<Database*>{customers.get(), employees.get(), incidents.get(), notifications.get()})
        if (database) open.push_back(database);
    return open;
}

std::size_t StoreFreshness::stale_reads() const {
    std::size_t all = 0;
    for (const auto* database : open_)
        all += database->stale_reads();
    return all;
}

awaitable<void> StoreFreshness::confirm() {
    // All databases of a process are on the same servers.
    if (!open_.empty()) co_await open_.front()->confirm_reads();
}

Stores open_stores(const StoreParts& parts) {
    if (parts.options.on_mongodb())
        return open_mongodb_stores(parts.options, parts.services, parts.background, parts.clock);
    return open_sqlite_stores(parts);
}

} // namespace resuelve::app
