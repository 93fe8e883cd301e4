#include "app/admin/mongodb_transfer.hpp"

#include "adapters/mongodb/import_claim.hpp"
#include "app/mongodb_stores.hpp"
#include "platform/json/enum_names.hpp"

#include <fmt/format.h>

#include <array>
#include <iostream>

namespace resuelve::app {
namespace {

using transfer::Part;

constexpr std::array parts{
    std::pair{Part::customers, DatabaseName::customers}, std::pair{Part::employees, DatabaseName::employees},
    std::pair{Part::incidents, DatabaseName::incidents}, std::pair{Part::notifications, DatabaseName::notifications}};

} // namespace

MongodbDatabases::MongodbDatabases(const ServeOptions& options) {
    migrate_mongodb(options, every_service());
    for (const auto& [part, name] : parts)
        databases_.emplace(part, std::make_unique<mongodb::Database>(mongodb::Options{
                                     .uri = options.mongodb_uri,
                                     .database = options.mongodb_prefix + std::string{json::enum_name(name)},
                                     .connections = 1}));
    blobs_ = std::make_unique<mongodb::BlobStore>(of(Part::incidents));
}

MongodbSource::MongodbSource(const ServeOptions& options, std::unique_ptr<BusSource> bus) :
    MongodbSource{std::make_shared<MongodbDatabases>(options), std::move(bus)} {
    databases_->each([](mongodb::Database& database) {
        if (mongodb::is_import_unfinished(database))
            throw mongodb::StoreRefused{
                fmt::format("The MongoDB database {} was left half imported.", database.name())};
        mongodb::require_quiet(database);
    });
}

MongodbSource::MongodbSource(std::shared_ptr<MongodbDatabases> databases, std::unique_ptr<BusSource> bus) :
    databases_{std::move(databases)}, bus_{std::move(bus)} {
    for (const auto& [part, name] : parts)
        parts_.emplace(part, std::make_unique<mongodb::TransferReader>(databases_->of(part), part));
}

MongodbTarget::MongodbTarget(const ServeOptions& options, std::unique_ptr<BusTarget> bus) :
    databases_{std::make_shared<MongodbDatabases>(options)}, bus_{std::move(bus)} {
    bool unfinished = false;
    databases_->each([&](mongodb::Database& database) { unfinished |= mongodb::is_import_unfinished(database); });
    if (!unfinished) databases_->each(mongodb::require_empty);
    databases_->each(mongodb::require_quiet);
    databases_->each(mongodb::mark_import_unfinished);
    if (unfinished) databases_->each(mongodb::clear);
    for (const auto& [part, name] : parts)
        parts_.emplace(part, std::make_unique<mongodb::TransferWriter>(databases_->of(part), part));
}

MongodbTarget::~MongodbTarget() {
    if (finished_) return;
    try {
        databases_->each(mongodb::clear);
        databases_->each(mongodb::mark_import_finished);
    } catch (const std::exception& error) {
        // The databases still say that they are half imported.
        std::cerr << fmt::format("resuelve: the databases could not be emptied again: {}\n", error.what());
    }
}

std::unique_ptr<TransferSource> MongodbTarget::written() {
    for (auto& [part, writer] : parts_)
        writer->finish();
    return std::make_unique<MongodbSource>(databases_, bus_->written());
}

void MongodbTarget::finish() {
    bus_->finish();
    databases_->each(mongodb::mark_import_finished);
    finished_ = true;
}

} // namespace resuelve::app
