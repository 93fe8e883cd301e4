#pragma once

#include "adapters/sqlite/transfer.hpp"
#include "app/admin/transfer_store.hpp"
#include "app/data_directory.hpp"
#include "platform/async/blocking_pool.hpp"

#include <map>

namespace resuelve::app {

/// The files of a data directory.
class SqliteSource final : public TransferSource {
public:
    /// `bus`: null if it is in the directory too.
    explicit SqliteSource(const std::filesystem::path& directory, std::unique_ptr<BusSource> bus = {});
    ~SqliteSource() override;

    transfer::DatabaseReader* part(transfer::Part part) override;
    incidents::BlobStore& blobs() override { return *blobs_; }
    BusSource* bus() override { return bus_.get(); }

private:
    DataDirectory directory_;
    DataLock lock_;
    BlockingPool file_pool_{"attachments", 1, 4};
    std::unique_ptr<incidents::BlobStore> blobs_;
    std::map<transfer::Part, std::unique_ptr<sqlite::TransferReader>> parts_;
    std::unique_ptr<BusSource> bus_;
};

/// A new data directory. It is filled under another name beside it and takes its own at the end, so that there is never
/// half of one.
class SqliteTarget final : public TransferTarget {
public:
    /// `directory` must be empty or not exist. `bus`: null if it is to be in the directory too.
    explicit SqliteTarget(const std::filesystem::path& directory, std::unique_ptr<BusTarget> bus = {});
    ~SqliteTarget() override;

    transfer::DatabaseWriter& part(transfer::Part part) override { return *parts_.at(part); }
    incidents::BlobStore& blobs() override { return *blobs_; }
    transfer::DatabaseWriter& bus() override { return bus_->writer(); }
    std::unique_ptr<TransferSource> written() override;
    void finish() override;

private:
    std::filesystem::path target_;
    std::filesystem::path unfinished_;
    BlockingPool file_pool_{"attachments", 1, 4};
    std::unique_ptr<incidents::BlobStore> blobs_;
    std::map<transfer::Part, std::unique_ptr<sqlite::TransferWriter>> parts_;
    std::unique_ptr<BusTarget> bus_;
};

} // namespace resuelve::app
