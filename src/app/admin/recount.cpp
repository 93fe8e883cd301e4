#include "app/admin/recount.hpp"

#include "adapters/sqlite/incident_store.hpp"
#include "app/data_directory.hpp"
#include "app/mongodb_stores.hpp"
#include "platform/async/run.hpp"

#include <fmt/format.h>

namespace resuelve::app {
namespace {

incidents::Recount recount_files(const DataDirectory& directory) {
    if (!std::filesystem::exists(directory.incidents()))
        throw std::runtime_error{fmt::format("{} does not exist", directory.incidents().string())};
    const DataLock lock{directory};
    sqlite::IncidentStore store{directory.incidents()};
    return run(store.recount());
}

} // namespace

void recount(const ServeOptions& options, std::ostream& output) {
    options.check();
    const auto found = options.on_mongodb() ? recount_mongodb(options) : recount_files(DataDirectory{options.data});
    output << fmt::format("{} incidents are counted anew, {} tallies were wrong\n", found.incidents, found.wrong);
}

} // namespace resuelve::app
