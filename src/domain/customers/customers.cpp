#include "domain/customers/customers.hpp"

#include "platform/crypto/secret.hpp"
#include "platform/http/problem.hpp"

namespace resuelve::customers {
namespace {

constexpr int max_tries = 5;
constexpr std::size_t batch = 100;

} // namespace

awaitable<std::optional<Customer>> Customers::find(Email email) {
    co_return co_await store_.find(std::move(email));
}

awaitable<std::optional<Customer>> Customers::find(CustomerId id) {
    co_return co_await store_.find(id);
}

awaitable<std::vector<Customer>> Customers::all() {
    std::vector<Customer> result;
    CustomerQuery query{.limit = batch};
    for (;;) {
        auto page = co_await store_.list(query);
        std::ranges::move(page.items, std::back_inserter(result));
        if (!page.next_cursor) co_return result;
        query.cursor = std::move(*page.next_cursor);
    }
}

awaitable<Customer> Customers::commit(Customer customer, std::string_view event, Along along,
                                      std::vector<access::PasskeyChange> passkeys) {
    const Cause cause{clock_.now(), std::move(along.traceparent)};
    Change change{.customer = customer,
                  .events = {customer_event(event, customer, cause, random_)},
                  .new_link = {},
                  .used_link = along.used_link,
                  .answer = along.answer ? std::optional{along.answer(customer)} : std::nullopt,
                  .audit = std::move(along.audit)};
    for (auto& record : change.audit)
        if (!record.subject) record.subject = customer.id().value;
    for (const auto& passkey : passkeys)
        change.events.push_back(passkey_event(customer, passkey, cause, random_));
    if (along.link) {
        auto issued = issue_link(customer.id(), *along.link, cause.now, random_);
        change.events.push_back(link_event(customer, issued, cause, random_));
        change.new_link = std::move(issued.link);
    }
    if (along.ended_link) // a link of its own, over already, takes its place
        change.new_link = Link{.digest = link_digest(make_secret(random_)),
                               .customer = customer.id(),
                               .purpose = *along.ended_link,
                               .expires_at = cause.now};
    co_await store_.commit(std::move(change));
    co_return customer;
}

awaitable<std::expected<Customer, Refusal>> Customers::add(Email email, Edit edit, Along along) {
    const auto now = clock_.now();
    Customer customer{CustomerId::make(now, random_), std::move(email), now};
    if (auto edited = edit(customer); !edited) co_return std::unexpected{std::move(edited.error())};
    co_return co_await commit(std::move(customer), event_type::registered, std::move(along));
}

awaitable<std::expected<Customer, Refusal>> Customers::change(Customer read, Edit edit, Along along) {
    const auto passkeys = read.passkeys();
    const auto own_version = read.own_version();
    if (auto edited = edit(read); !edited) co_return std::unexpected{std::move(edited.error())};
    const bool has_new_notes = read.own_version() < own_version; // theirs counts already, the whole's not yet
    co_return co_await commit(has_new_notes ? read.noted() : read.changed_at(clock_.now()), event_type::updated,
                              std::move(along), access::passkey_changes(passkeys, read.passkeys()));
}

awaitable<std::expected<Customer, Refusal>> Customers::change(CustomerId id, Edit edit, Along along) {
    for (int tries = 1;; ++tries) {
        auto stored = co_await store_.find(id);
        if (!stored || !stored->is_active()) throw Problem{Problem::not_found};
        try {
            co_return co_await change(std::move(*stored), edit, along);
        } catch (const Problem& problem) {
            if (problem.code() != Problem::stale_version || tries == max_tries) throw;
        }
    }
}

awaitable<void> Customers::remove(CustomerId id, Along along) {
    for (int tries = 1;; ++tries) {
        auto stored = co_await store_.find(id);
        if (!stored || !stored->is_active()) throw Problem{Problem::not_found};
        stored->block(clock_.now(), blocking_term_);
        try {
            co_await commit(stored->changed_at(clock_.now()), event_type::erased, along);
            co_return;
        } catch (const Problem& problem) {
            if (problem.code() != Problem::stale_version || tries == max_tries) throw;
        }
    }
}

awaitable<void> Customers::send_link(Customer customer, Purpose purpose, std::string traceparent) {
    auto issued = issue_link(customer.id(), purpose, clock_.now(), random_);
    auto email = customer.email();
    co_await send(std::move(issued), std::move(customer), std::move(email), std::move(traceparent));
}

awaitable<void> Customers::send_sign_in(Customer customer, std::string traceparent) {
    auto email = customer.email();
    auto issued = issue_sign_in(customer.id(), email, clock_.now(), random_);
    co_await send(std::move(issued), std::move(customer), std::move(email), std::move(traceparent));
}

awaitable<void> Customers::send_email_change(Customer customer, Email email, std::string traceparent) {
    auto issued = issue_email_change(customer.id(), email, clock_.now(), random_);
    co_await send(std::move(issued), std::move(customer), std::move(email), std::move(traceparent));
}

awaitable<void> Customers::send(IssuedLink issued, Customer customer, Email email, std::string traceparent) {
    const Cause cause{clock_.now(), std::move(traceparent)};
    std::vector<events::Event> events;
    events.push_back(link_event(customer, issued, cause, random_));
    events.front().data["email"] = email.text();
    co_await store_.add_link(issued.link, std::move(events));
}

awaitable<std::optional<Customer>> Customers::follow_link(std::string token, Purpose purpose) {
    const auto link = co_await store_.find_link(link_digest(token));
    if (!link || link->purpose != purpose || link->expires_at <= clock_.now()) co_return std::nullopt;
    auto customer = co_await store_.find(link->customer);
    if (!customer || !customer->is_active()) co_return std::nullopt;
    co_return customer;
}

awaitable<void> Customers::use_link(std::string token) {
    co_await store_.use_link(link_digest(token));
}

awaitable<std::size_t> Customers::destroy_blocked() {
    const auto now = clock_.now();
    std::size_t count = 0;
    for (;;) {
        auto ended = co_await store_.blocked_until(now, batch);
        for (auto& customer : ended) {
            customer.erase(now);
            co_await store_.commit({.customer = customer.changed_at(now)});
            ++count;
        }
        if (ended.size() < batch) co_return count;
    }
}

} // namespace resuelve::customers
