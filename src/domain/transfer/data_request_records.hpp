#pragma once

#include "domain/customers/data_request.hpp"
#include "domain/transfer/record.hpp"

#include <vector>

namespace resuelve::transfer {

/// The member "requests" of a customer's record: {id, right, detail, made_at, due, extended_at, reasons, answered_at,
/// outcome, explanation}, the last five null until there are some; by id.
boost::json::array written(std::vector<customers::DataRequest> requests);

/// Throws RecordFault.
std::vector<customers::DataRequest> data_requests(const Record& customer);

} // namespace resuelve::transfer
