#pragma once

#include "adapters/mongodb/blob_store.hpp"
#include "adapters/mongodb/transfer.hpp"
#include "app/admin/transfer_store.hpp"

#include <map>

namespace resuelve::app {

/// The four databases of an installation, each with what reads or fills it.
class MongodbDatabases {
public:
    /// Migrates them. Throws StartFailure.
    explicit MongodbDatabases(const ServeOptions& options);

    mongodb::Database& of(transfer::Part part) { return *databases_.at(part); }
    mongodb::BlobStore& blobs() { return *blobs_; }
    template <class Act>
    void each(Act act) {
        for (auto& [part, database] : databases_)
            act(*database);
    }

private:
    std::map<transfer::Part, std::unique_ptr<mongodb::Database>> databases_;
    std::unique_ptr<mongodb::BlobStore> blobs_;
};

class MongodbSource final : public TransferSource {
public:
    /// Of databases on which no service works. Throws StartFailure if one does.
    MongodbSource(const ServeOptions& options, std::unique_ptr<BusSource> bus);
    MongodbSource(std::shared_ptr<MongodbDatabases> databases, std::unique_ptr<BusSource> bus);

    transfer::DatabaseReader* part(transfer::Part part) override { return parts_.at(part).get(); }
    incidents::BlobStore& blobs() override { return databases_->blobs(); }
    BusSource* bus() override { return bus_.get(); }

private:
    std::shared_ptr<MongodbDatabases> databases_; // shared with the target that it reads again
    std::map<transfer::Part, std::unique_ptr<mongodb::TransferReader>> parts_;
    std::unique_ptr<BusSource> bus_;
};

/// Empty databases, which say that they are half filled until finish().
class MongodbTarget final : public TransferTarget {
public:
    MongodbTarget(const ServeOptions& options, std::unique_ptr<BusTarget> bus);
    ~MongodbTarget() override;

    transfer::DatabaseWriter& part(transfer::Part part) override { return *parts_.at(part); }
    incidents::BlobStore& blobs() override { return databases_->blobs(); }
    transfer::DatabaseWriter& bus() override { return bus_->writer(); }
    std::unique_ptr<TransferSource> written() override;
    void finish() override;

private:
    std::shared_ptr<MongodbDatabases> databases_;
    std::map<transfer::Part, std::unique_ptr<mongodb::TransferWriter>> parts_;
    std::unique_ptr<BusTarget> bus_;
    bool finished_ = false;
};

} // namespace resuelve::app
