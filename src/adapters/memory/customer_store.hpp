#pragma once

#include "adapters/memory/audit_log.hpp"
#include "domain/customers/customer_store.hpp"

#include <functional>
#include <map>
#include <mutex>

namespace resuelve::memory {

/// Keeps customers in memory, for tests.
class CustomerStore final : public customers::CustomerStore {
public:
    /// `on_events` is given the events of each commit, `audit`, which outlives the store, what is audited.
    explicit CustomerStore(std::function<void(const std::vector<events::Event>&)> on_events = {},
                           AuditLog* audit = nullptr) : on_events_{std::move(on_events)}, audit_{audit} {}

    awaitable<std::optional<customers::Customer>> find(CustomerId id) override;
    awaitable<std::optional<customers::Customer>> find(Email email) override;
    awaitable<customers::Page> list(customers::CustomerQuery query) override;
    awaitable<void> commit(customers::Change change) override;
    awaitable<void> add_link(customers::Link link, std::vector<events::Event> events) override;
    awaitable<std::optional<customers::Link>> find_link(Sha256Digest digest) override;
    awaitable<void> use_link(Sha256Digest digest) override;
    awaitable<void> forget_links(Instant expired_before) override;
    awaitable<std::vector<customers::DataRequest>> requests_of(CustomerId customer) override;
    awaitable<std::optional<customers::DataRequest>> find_request(customers::DataRequestId id) override;
    awaitable<customers::DataRequestPage> list_requests(customers::DataRequestQuery query) override;
    awaitable<std::vector<customers::Customer>> blocked_until(Instant now, std::size_t limit) override;
    awaitable<std::optional<http::RecordedAnswer>> recorded_answer(std::string key) override;
    awaitable<void> forget_answers(Instant before) override;

    /// Every event committed so far, in order.
    std::vector<events::Event> events() const;

private:
    void check(const customers::Change& change) const;
    void forget_words_of(const customers::Customer& gone);
    void replace_link(const customers::Link& link);
    void tell(std::vector<events::Event> events);

    std::function<void(const std::vector<events::Event>&)> on_events_;
    AuditLog* audit_;
    mutable std::mutex mutex_;
    std::map<CustomerId, customers::Customer> customers_;
    std::map<Sha256Digest, customers::Link> links_;
    std::map<customers::DataRequestId, customers::DataRequest> requests_;
    std::map<std::string, http::RecordedAnswer> answers_;
    std::vector<events::Event> events_;
};

} // namespace resuelve::memory
