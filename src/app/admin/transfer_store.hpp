#pragma once

#include "app/options.hpp"
#include "domain/incidents/blob_store.hpp"
#include "domain/transfer/database.hpp"

#include <memory>
#include <vector>

namespace resuelve::app {

/// What the bus of a store has, apart from what is in the outboxes.
class BusSource {
public:
    virtual ~BusSource() = default;
    virtual void read_dead_letters(const transfer::Sink& sink) = 0;
    /// As DatabaseReader::waiting().
    virtual std::vector<events::Event> waiting(events::EventId after, std::size_t limit) = 0;
};

/// A bus to be filled with dead letters. Ended without finish() it is as it was.
class BusTarget {
public:
    virtual ~BusTarget() = default;
    virtual transfer::DatabaseWriter& writer() = 0;
    /// Everything is written: what will be there.
    virtual std::unique_ptr<BusSource> written() = 0;
    virtual void finish() = 0;
};

/// A whole store, to be read while nobody works on it.
class TransferSource {
public:
    virtual ~TransferSource() = default;
    /// Null for a part that this store does not have.
    virtual transfer::DatabaseReader* part(transfer::Part part) = 0;
    virtual incidents::BlobStore& blobs() = 0;
    /// Null if there is none.
    virtual BusSource* bus() = 0;
};

/// An empty store, to be filled. Ended without finish() it is as empty as it was.
class TransferTarget {
public:
    virtual ~TransferTarget() = default;
    virtual transfer::DatabaseWriter& part(transfer::Part part) = 0;
    virtual incidents::BlobStore& blobs() = 0;
    virtual transfer::DatabaseWriter& bus() = 0;
    /// Everything is written: what is there now.
    virtual std::unique_ptr<TransferSource> written() = 0;
    /// From now on it is a store.
    virtual void finish() = 0;
};

/// Throw std::runtime_error or StartFailure: a server works on it, or it cannot be reached; for a target: it is not
/// empty.
std::unique_ptr<TransferSource> open_source(const ServeOptions& options);
std::unique_ptr<TransferTarget> open_target(const ServeOptions& options);

} // namespace resuelve::app
