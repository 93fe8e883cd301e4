#pragma once

#include "adapters/mongodb/bson.hpp"
#include "domain/customers/data_request.hpp"

#include <string>
#include <vector>

namespace resuelve::mongodb {

// What customers want of their own data lives in the customer's document: requests: [{id, right, …, place}].

/// The indexes that they need: a `createIndexes` command.
std::string data_requests_commands();

Document request_item(const customers::DataRequest& request);
customers::DataRequest request_in(CustomerId customer, View item);
/// Those of a customer's document, the newest first.
std::vector<customers::DataRequest> requests_in(CustomerId customer, View row);

/// The list with the request in it as it is now: an expression for a pipeline.
Document requests_with(const customers::DataRequest& request);
/// The list as without_words() leaves each: the same.
Document requests_without_words(Instant now);

/// A pipeline for those of everybody behind a place.
Array requests_after(const customers::DataRequestPlace& place, std::size_t limit);

} // namespace resuelve::mongodb
