#pragma once

#include "app/admin/transfer_store.hpp"

namespace resuelve::app {

/// Hands on everything that a store keeps, in the order of an export: part by part, each behind a record "part" with
/// its name, then, as "events", what is on its way. Throws std::runtime_error if bytes of an attachment are missing.
void read_store(TransferSource& source, const transfer::Sink& sink);

/// Takes the same again.
class StoreFiller {
public:
    explicit StoreFiller(TransferTarget& target) : target_{target} {}
    /// Throws RecordFault.
    void add(const transfer::Record& record);

private:
    void begin_part(std::string_view name);
    void store_blob(const transfer::Record& record);
    void store_waiting(const transfer::Record& record);

    TransferTarget& target_;
    transfer::DatabaseWriter* part_ = nullptr; ///< null before the first and among the events
    bool among_events_ = false;
};

} // namespace resuelve::app
