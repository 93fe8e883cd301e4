#pragma once

#include "adapters/sqlite/outbox.hpp"
#include "domain/customers/customer_store.hpp"

namespace resuelve::sqlite {

/// A migration of the customers' store, which also needs outbox_schema and answers_schema.
extern const std::string_view customers_schema;
/// A later one: customers have passkeys.
extern const std::string_view customer_passkeys_schema;
/// A later one: employees have notes about customers.
extern const std::string_view customer_notes_schema;

/// Keeps customers in a store file, their events in the same file's outbox.
class CustomerStore final : public customers::CustomerStore {
public:
    /// Both outlive the store.
    CustomerStore(Database& database, Outbox& outbox) : database_{database}, outbox_{outbox} {}

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

private:
    Database& database_;
    Outbox& outbox_;
};

} // namespace resuelve::sqlite
