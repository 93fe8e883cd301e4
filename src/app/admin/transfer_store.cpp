#include "app/admin/transfer_store.hpp"

#include "app/admin/file_bus_transfer.hpp"
#include "app/admin/mongodb_transfer.hpp"
#include "app/admin/rabbitmq_bus_transfer.hpp"
#include "app/admin/sqlite_transfer.hpp"

namespace resuelve::app {

std::unique_ptr<TransferSource> open_source(const ServeOptions& options) {
    std::unique_ptr<BusSource> bus;
    if (options.on_rabbitmq()) bus = std::make_unique<RabbitmqBusSource>(options);
    if (!options.on_mongodb()) return std::make_unique<SqliteSource>(options.data, std::move(bus));
    if (const auto file = options.data / "bus.db"; !bus && std::filesystem::exists(file))
        bus = std::make_unique<FileBusSource>(file);
    return std::make_unique<MongodbSource>(options, std::move(bus));
}

std::unique_ptr<TransferTarget> open_target(const ServeOptions& options) {
    std::unique_ptr<BusTarget> bus;
    if (options.on_rabbitmq()) bus = std::make_unique<RabbitmqBusTarget>(options);
    if (!options.on_mongodb()) return std::make_unique<SqliteTarget>(options.data, std::move(bus));
    if (!bus) bus = std::make_unique<FileBusTarget>(DataDirectory{options.data}.bus());
    return std::make_unique<MongodbTarget>(options, std::move(bus));
}

} // namespace resuelve::app
