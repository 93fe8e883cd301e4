#include "app/admin/sqlite_transfer.hpp"

#include "adapters/files/blob_store.hpp"
#include "adapters/files/durable_file.hpp"
#include "adapters/sqlite/incident_schema.hpp"
#include "adapters/sqlite/notification_store.hpp"
#include "app/admin/file_bus_transfer.hpp"
#include "app/sqlite_stores.hpp"

#include <fmt/format.h>

#include <array>
#include <stdexcept>

namespace resuelve::app {
namespace {

namespace fs = std::filesystem;
using transfer::Part;

struct PartFile {
    Part part;
    fs::path file;
    std::span<const sqlite::Migration> migrations;
};

std::array<PartFile, 4> files_of(const DataDirectory& directory) {
    return {PartFile{Part::customers, directory.customers(), customers_migrations()},
            PartFile{Part::employees, directory.employees(), employees_migrations()},
            PartFile{Part::incidents, directory.incidents(), sqlite::incident_migrations},
            PartFile{Part::notifications, directory.notifications(), sqlite::NotificationStore::migrations()}};
}

fs::path with_a_store(const fs::path& directory) {
    for (const auto* file : {"customers.db", "employees.db", "incidents.db", "notifications.db"})
        if (fs::exists(directory / file)) return directory;
    throw std::runtime_error{fmt::format("there is no store in {}", directory.string())};
}

/// "data.unfinished" beside "data".
fs::path unfinished_beside(const fs::path& directory) {
    auto path = fs::absolute(directory).lexically_normal();
    if (path.filename().empty()) path = path.parent_path();
    path += ".unfinished";
    return path;
}

} // namespace

SqliteSource::SqliteSource(const fs::path& directory, std::unique_ptr<BusSource> bus) :
    directory_{with_a_store(directory)}, lock_{directory_}, bus_{std::move(bus)} {
    blobs_ = std::make_unique<files::BlobStore>(directory_.blobs(), file_pool_);
    for (const auto& [part, file, migrations] : files_of(directory_))
        if (fs::exists(file)) parts_.emplace(part, std::make_unique<sqlite::TransferReader>(file, part, migrations));
    if (!bus_ && fs::exists(directory_.bus())) bus_ = std::make_unique<FileBusSource>(directory_.bus());
}

SqliteSource::~SqliteSource() = default;

transfer::DatabaseReader* SqliteSource::part(Part part) {
    const auto found = parts_.find(part);
    return found == parts_.end() ? nullptr : found->second.get();
}

SqliteTarget::SqliteTarget(const fs::path& directory, std::unique_ptr<BusTarget> bus) :
    target_{directory}, unfinished_{unfinished_beside(directory)}, bus_{std::move(bus)} {
    if (fs::exists(target_) && !fs::is_empty(target_))
        throw std::runtime_error{fmt::format("{} is not empty", target_.string())};
    fs::remove_all(unfinished_); // of an import that was killed
    const DataDirectory files{unfinished_};
    blobs_ = std::make_unique<files::BlobStore>(files.blobs(), file_pool_);
    for (const auto& [part, file, migrations] : files_of(files))
        parts_.emplace(part, std::make_unique<sqlite::TransferWriter>(file, part, migrations));
    if (!bus_) bus_ = std::make_unique<FileBusTarget>(files.bus());
}

SqliteTarget::~SqliteTarget() {
    parts_.clear();
    bus_.reset();
    std::error_code ignored; // what led here is being thrown already; after finish() there is nothing
    fs::remove_all(unfinished_, ignored);
}

std::unique_ptr<TransferSource> SqliteTarget::written() {
    for (auto& [part, writer] : parts_)
        writer->finish();
    parts_.clear();
    return std::make_unique<SqliteSource>(unfinished_, bus_->written());
}

void SqliteTarget::finish() {
    bus_->finish();
    fs::rename(unfinished_, target_); // also over an empty directory (rename(2))
    files::sync_directory(fs::absolute(target_).parent_path());
}

} // namespace resuelve::app
