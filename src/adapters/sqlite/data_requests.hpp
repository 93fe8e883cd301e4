#pragma once

#include "adapters/sqlite/connection.hpp"
#include "domain/customers/data_request.hpp"

#include <string_view>
#include <vector>

namespace resuelve::sqlite {

/// A migration of the customers' store.
extern const std::string_view data_requests_schema;

// What customers want of their own data: rows that change with their customer's.
void put_request(Connection& connection, const customers::DataRequest& request);
std::vector<customers::DataRequest> requests_of(Connection& connection, CustomerId customer);
std::optional<customers::DataRequest> find_request(Connection& connection, customers::DataRequestId id);
/// Behind that place.
std::vector<customers::DataRequest> requests_after(Connection& connection, const customers::DataRequestPlace& place,
                                                   std::size_t limit);
void forget_words_of_requests(Connection& connection, CustomerId customer, Instant now);

} // namespace resuelve::sqlite
