#pragma once

#include "adapters/mongodb/transfer_collection.hpp"
#include "domain/transfer/database.hpp"

namespace resuelve::mongodb {

/// Of one database, in the order of an export; without incidents and entries, answers, audit, events and blobs.
const std::vector<TransferredCollection>& transferred_collections(transfer::Part part);

/// Collections whose documents carry an outbox; the first one takes an event whose entity is in none of them.
const std::vector<std::string>& carriers_of_events(transfer::Part part);

/// An answer among others in a document, or in its own collection.
const TransferredCollection& transferred_answer();
const TransferredCollection& transferred_audit();

} // namespace resuelve::mongodb
