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

Stores open_stores(const StoreParts& parts) {
    if (parts.options.on_mongodb())
        return open_mongodb_stores(parts.options, parts.services, parts.background, parts.clock);
    return open_sqlite_stores(parts.directory, parts.services, parts.file_pool);
}

} // namespace resuelve::app
