#pragma once

#include "domain/customers/customer_store.hpp"
#include "domain/customers/events.hpp"
#include "platform/time/clock.hpp"

#include <expected>
#include <functional>

namespace resuelve::customers {

/// All customers, keyed by their unique e-mail address: adds, finds, changes and removes them, and tells the other
/// services about it. Several threads may use one.
class Customers {
public:
    /// How long blocked data is kept for authorities before it is destroyed: the longest limitation period of the
    /// data-protection law (LOPDGDD art. 32 and 72).
    static constexpr std::chrono::days default_blocking_term{3 * 365};

    Customers(CustomerStore& store, const Clock& clock, Random& random,
              std::chrono::days blocking_term = default_blocking_term) :
        store_{store}, clock_{clock}, random_{random}, blocking_term_{blocking_term} {}

    /// What is stored besides the customer.
    struct Along {
        std::string traceparent{};               ///< of the request that wants it
        std::optional<Purpose> link{};           ///< a link of that purpose is to be mailed
        std::optional<Sha256Digest> used_link{}; ///< a link that is used up by this
        std::optional<Purpose> ended_link{};     ///< a link of that purpose that is on its way is good for nothing now
        /// The answer to record for the request's idempotency key, made from the customer as stored.
        std::function<http::RecordedAnswer(const Customer&)> answer{};
        /// What is audited of it. Where no subject is named it is the customer.
        std::vector<access::AuditRecord> audit{};
    };
    /// Changes a customer; with a refusal nothing is changed.
    using Edit = std::function<std::expected<void, Refusal>(Customer&)>;

    awaitable<std::optional<Customer>> find(Email email);
    awaitable<std::optional<Customer>> find(CustomerId id);
    /// Every active customer, for the legacy list.
    awaitable<std::vector<Customer>> all();

    /// Adds a customer as `edit` fills it in. Throws Problem::email_taken.
    awaitable<std::expected<Customer, Refusal>> add(Email email, Edit edit, Along along);

    /// Changes the customer that was read. Throws Problem::stale_version if somebody else did meanwhile.
    awaitable<std::expected<Customer, Refusal>> change(Customer read, Edit edit, Along along);

    /// Changes whatever is stored now, again if somebody else does at the same moment. Throws Problem::not_found.
    awaitable<std::expected<Customer, Refusal>> change(CustomerId id, Edit edit, Along along);

    /// Erases the customer: blocked from now on, destroyed after the term. Throws Problem::not_found.
    awaitable<void> remove(CustomerId id, Along along);

    /// Has a link mailed to the customer.
    awaitable<void> send_link(Customer customer, Purpose purpose, std::string traceparent);
    /// Has a link mailed that signs the customer in.
    awaitable<void> send_sign_in(Customer customer, std::string traceparent);
    /// Has a link mailed to the address that the customer wants to have instead.
    awaitable<void> send_email_change(Customer customer, Email email, std::string traceparent);
    /// Who followed a link that is still good; nothing otherwise.
    awaitable<std::optional<Customer>> follow_link(std::string token, Purpose purpose);
    /// Uses a link up where nothing of its customer changes. Throws Problem::not_found if somebody did so before.
    awaitable<void> use_link(std::string token);

    /// Destroys the data of those whose blocking term has ended; returns how many.
    awaitable<std::size_t> destroy_blocked();

private:
    awaitable<Customer> commit(Customer customer, std::string_view event, Along along,
                               std::vector<access::PasskeyChange> passkeys = {});
    awaitable<void> send(IssuedLink issued, Customer customer, Email email, std::string traceparent);

    CustomerStore& store_;
    const Clock& clock_;
    Random& random_;
    std::chrono::days blocking_term_;
};

} // namespace resuelve::customers
