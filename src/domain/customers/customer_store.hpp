#pragma once

#include "domain/access/audit_record.hpp"
#include "domain/customers/customer.hpp"
#include "domain/customers/data_request.hpp"
#include "domain/customers/link.hpp"
#include "domain/events/event.hpp"
#include "platform/async/awaitable.hpp"
#include "platform/http/idempotency.hpp"

#include <optional>
#include <string>
#include <vector>

namespace resuelve::customers {

/// One change of one customer, and all that is stored in the same transaction.
struct Change {
    Customer customer; ///< as it will be; version 1 is a new one, else the stored one's is one less
    std::vector<events::Event> events{};
    std::optional<Link> new_link{}; ///< replaces the customer's links of the same purpose
    std::optional<Sha256Digest> used_link{};
    std::optional<DataRequest> request{};         ///< of a customer who is stored: a new one, or as it is now
    std::optional<http::RecordedAnswer> answer{}; ///< what a repeated request will get
    std::vector<access::AuditRecord> audit{};
};

struct CustomerQuery {
    std::optional<std::string> text{}; ///< each word must begin a word of the name or of the address
    std::string cursor{};              ///< opaque, from Page::next_cursor
    std::size_t limit = 25;
};

struct Page {
    std::vector<Customer> items{};
    std::optional<std::string> next_cursor{};
};

/// Keeps customers, keyed by id and, while they are active, by their unique e-mail address. Every adapter passes
/// tests/contract/customer_store_contract.hpp.
class CustomerStore {
public:
    virtual ~CustomerStore() = default;

    virtual awaitable<std::optional<Customer>> find(CustomerId id) = 0;
    /// Active ones only.
    virtual awaitable<std::optional<Customer>> find(Email email) = 0;
    /// Active ones, in the order of their ids, which is that of their registration. Throws Problem::malformed for a
    /// cursor that is not ours.
    virtual awaitable<Page> list(CustomerQuery query) = 0;

    /// Stores the change whole or not at all; returns when it is durable. Throws Problem::email_taken,
    /// Problem::stale_version if the customer was changed since it was read, Problem::not_found if the used link is
    /// there no more, and http::AlreadyAnswered if the answer's key was used meanwhile. A customer that is not active
    /// any more loses all links, and its requests their words: the open ones are withdrawn.
    virtual awaitable<void> commit(Change change) = 0;

    /// Stores a link in place of the customer's others of the same purpose, and the events that have it mailed.
    virtual awaitable<void> add_link(Link link, std::vector<events::Event> events) = 0;
    /// The link, whether it has expired or not.
    virtual awaitable<std::optional<Link>> find_link(Sha256Digest digest) = 0;
    /// Uses a link up without a change of its customer. Throws Problem::not_found if it is there no more.
    virtual awaitable<void> use_link(Sha256Digest digest) = 0;
    virtual awaitable<void> forget_links(Instant expired_before) = 0;

    /// What a customer wanted of the own data, the newest first.
    virtual awaitable<std::vector<DataRequest>> requests_of(CustomerId customer) = 0;
    virtual awaitable<std::optional<DataRequest>> find_request(DataRequestId id) = 0;
    /// Everybody's, by place_of(). Throws Problem::malformed for a cursor that is not ours.
    virtual awaitable<DataRequestPage> list_requests(DataRequestQuery query) = 0;

    /// Blocked customers whose term ended before `now`: their data is to be destroyed (LOPDGDD art. 32).
    virtual awaitable<std::vector<Customer>> blocked_until(Instant now, std::size_t limit) = 0;

    /// Answers recorded for idempotency keys, kept 24 hours.
    virtual awaitable<std::optional<http::RecordedAnswer>> recorded_answer(std::string key) = 0;
    virtual awaitable<void> forget_answers(Instant before) = 0;
};

} // namespace resuelve::customers
