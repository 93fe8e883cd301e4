#include "app/stores.hpp"

#include "app/sqlite_stores.hpp"
#include "platform/config/start_failure.hpp"

namespace resuelve::app {

std::vector<Database*> Stores::all() const {
    std::vector<Database*> open;
    for (Database* database :
         std::initializer_list<Database*>{customers.get(), employees.get(), incidents.get(), notifications.get()})
        if (database) open.push_back(database);
    return open;
}

Stores open_stores(const ServeOptions& options, const DataDirectory& directory, const ServiceNames& services,
                   BlockingPool& file_pool) {
    if (options.on_mongodb())
        throw StartFailure{StartFailure::settings, "this program was built without MongoDB: use --store=sqlite"};
    return open_sqlite_stores(directory, services, file_pool);
}

} // namespace resuelve::app
