#pragma once

#include "domain/customers/customers.hpp"

namespace resuelve::customers {

/// What customers want of their own data and employees look into: made, extended, answered, each told to the customer.
/// Several threads may use one.
class DataRequests {
public:
    /// All outlive it.
    DataRequests(CustomerStore& store, const Clock& clock, Random& random) :
        store_{store}, clock_{clock}, random_{random} {}

    /// What is stored besides.
    struct Along {
        std::string traceparent{};
        /// The answer to record for the request's idempotency key.
        std::function<http::RecordedAnswer(const DataRequest&)> answer{};
        std::vector<access::AuditRecord> audit{}; ///< where no subject is named it is the customer
    };

    /// Throws Problem::not_found without such a customer, Problem::conflict if too many of theirs are open.
    awaitable<DataRequest> make(CustomerId customer, Right right, std::string detail, Along along);
    /// Throws Problem::not_found, Problem::conflict where extended() refuses.
    awaitable<DataRequest> extend(DataRequestId id, std::string reasons, Along along);
    /// The same for answered().
    awaitable<DataRequest> answer(DataRequestId id, DataOutcome outcome, std::string explanation, Along along);

private:
    using Decide = std::function<std::expected<DataRequest, std::string>(DataRequest)>;

    awaitable<DataRequest> change(DataRequestId id, std::string_view event, Decide decide, Along along);
    awaitable<void> commit(const Customer& read, const DataRequest& request, std::string_view event, Along along);

    CustomerStore& store_;
    const Clock& clock_;
    Random& random_;
};

} // namespace resuelve::customers
