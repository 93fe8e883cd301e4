#include "domain/customers/data_requests.hpp"

#include "platform/http/problem.hpp"

#include <algorithm>

namespace resuelve::customers {
namespace {

constexpr int tries_at_most = 5;

} // namespace

awaitable<DataRequest> DataRequests::make(CustomerId customer, Right right, std::string detail, Along along) {
    const auto now = clock_.now();
    const auto request = make_data_request(DataRequestId::make(now, random_), customer, right, std::move(detail), now);
    for (int tries = 1;; ++tries) {
        const auto stored = co_await store_.find(customer);
        if (!stored || !stored->is_active()) throw Problem{Problem::not_found};
        const auto open = std::ranges::count_if(co_await store_.requests_of(customer), &DataRequest::is_open);
        if (static_cast<std::size_t>(open) >= limits::open_requests)
            throw Problem{Problem::conflict, "Too many requests wait for an answer already."};
        try {
            co_await commit(*stored, request, event_type::data_request_made, along);
            co_return request;
        } catch (const Problem& problem) {
            if (problem.code() != Problem::stale_version || tries == tries_at_most) throw;
        }
    }
}

awaitable<DataRequest> DataRequests::extend(DataRequestId id, std::string reasons, Along along) {
    const auto decide = [this, reasons = std::move(reasons)](DataRequest request) {
        return extended(std::move(request), reasons, clock_.now());
    };
    co_return co_await change(id, event_type::data_request_extended, decide, std::move(along));
}

awaitable<DataRequest> DataRequests::answer(DataRequestId id, DataOutcome outcome, std::string explanation,
                                            Along along) {
    const auto decide = [this, outcome, explanation = std::move(explanation)](DataRequest request) {
        return answered(std::move(request), outcome, explanation, clock_.now());
    };
    co_return co_await change(id, event_type::data_request_answered, decide, std::move(along));
}

awaitable<DataRequest> DataRequests::change(DataRequestId id, std::string_view event, Decide decide, Along along) {
    for (int tries = 1;; ++tries) {
        auto request = co_await store_.find_request(id);
        if (!request) throw Problem{Problem::not_found};
        const auto customer = co_await store_.find(request->customer);
        if (!customer) throw Problem{Problem::not_found};
        auto decided = decide(std::move(*request));
        if (!decided) throw Problem{Problem::conflict, decided.error()};
        try {
            co_await commit(*customer, *decided, event, along);
            co_return std::move(*decided);
        } catch (const Problem& problem) {
            if (problem.code() != Problem::stale_version || tries == tries_at_most) throw;
        }
    }
}

/// As a change of the customer, so that of two at once one is decided again.
awaitable<void> DataRequests::commit(const Customer& read, const DataRequest& request, std::string_view event,
                                     Along along) {
    const Cause cause{clock_.now(), std::move(along.traceparent)};
    auto customer = read.changed_at(cause.now);
    Change change{.customer = customer, .request = request, .audit = std::move(along.audit)};
    change.events.push_back(data_request_event(event, customer, request, cause, random_));
    if (along.answer) change.answer = along.answer(request);
    for (auto& record : change.audit)
        if (!record.subject) record.subject = customer.id().value;
    co_await store_.commit(std::move(change));
}

} // namespace resuelve::customers
