#pragma once

#include "domain/customers/customer.hpp"
#include "domain/customers/data_request.hpp"
#include "services/api/incident_response.hpp"

#include <boost/json/object.hpp>

namespace resuelve::customers {

/// A customer as the customer sees it: never hashes.
boost::json::object own_view(const Customer& customer);

/// What a customer wants of the own data, as the customer sees it.
boost::json::object own_view(const DataRequest& request);

/// A customer as employees see it.
boost::json::object employee_view(const Customer& customer);

/// The status with what the customer sees, and the ETag.
api::Answer own_answer(const Customer& customer, unsigned status = 200);

/// A refusal as a request's field error. Throws Problem::invalid.
[[noreturn]] void throw_refusal(const Refusal& refusal);

template <class T>
T or_throw(std::expected<T, Refusal> result) {
    if (!result) throw_refusal(result.error());
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

} // namespace resuelve::customers
