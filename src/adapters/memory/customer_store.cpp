#include "adapters/memory/customer_store.hpp"

#include "domain/customers/search_words.hpp"
#include "platform/http/problem.hpp"

#include <algorithm>
#include <ranges>

namespace resuelve::memory {
namespace {

using customers::Customer;

bool matches(const Customer& customer, const std::vector<std::string>& terms) {
    const auto words = customers::search_words(customer);
    return std::ranges::all_of(terms, [&](const auto& term) {
        return std::ranges::any_of(words, [&](const auto& word) { return word.starts_with(term); });
    });
}

CustomerId read_cursor(const std::string& cursor) {
    if (cursor.empty()) return {};
    const auto id = CustomerId::parse(cursor);
    if (!id) throw Problem{Problem::malformed, "The cursor is not one of ours."};
    return *id;
}

} // namespace

awaitable<std::optional<Customer>> CustomerStore::find(CustomerId id) {
    const std::lock_guard lock{mutex_};
    const auto found = customers_.find(id);
    co_return found == customers_.end() ? std::nullopt : std::optional{found->second};
}

awaitable<std::optional<Customer>> CustomerStore::find(Email email) {
    const std::lock_guard lock{mutex_};
    for (const auto& [id, customer] : customers_)
        if (customer.is_active() && customer.email() == email) co_return customer;
    co_return std::nullopt;
}

awaitable<customers::Page> CustomerStore::list(customers::CustomerQuery query) {
    const auto after = read_cursor(query.cursor);
    const auto terms = customers::search_terms(query.text.value_or(""));
    customers::Page page;
    const std::lock_guard lock{mutex_};
    for (auto at = customers_.upper_bound(after); at != customers_.end(); ++at) {
        if (!at->second.is_active() || !matches(at->second, terms)) continue;
        if (page.items.size() == query.limit) {
            page.next_cursor = page.items.back().id().to_string();
            break;
        }
        page.items.push_back(at->second);
    }
    co_return page;
}

void CustomerStore::check(const customers::Change& change) const {
    const auto& customer = change.customer;
    if (change.answer && answers_.contains(change.answer->key)) throw http::AlreadyAnswered{};
    const auto stored = customers_.find(customer.id());
    const auto stored_version = stored == customers_.end() ? 0 : stored->second.version();
    if (stored_version != customer.version() - 1) throw Problem{Problem::stale_version};
    if (customer.is_active())
        for (const auto& [id, other] : customers_)
            if (id != customer.id() && other.is_active() && other.email() == customer.email())
                throw Problem{Problem::email_taken};
    if (change.used_link && !links_.contains(*change.used_link)) throw Problem{Problem::not_found};
}

awaitable<void> CustomerStore::commit(customers::Change change) {
    {
        const std::lock_guard lock{mutex_};
        check(change);
        const auto id = change.customer.id();
        customers_.insert_or_assign(id, change.customer);
        if (change.used_link) links_.erase(*change.used_link);
        if (change.new_link) replace_link(*change.new_link);
        if (change.request) requests_.insert_or_assign(change.request->id, *change.request);
        if (!change.customer.is_active()) forget_words_of(change.customer);
        if (change.answer) answers_.emplace(change.answer->key, *change.answer);
        if (audit_) audit_->add(change.audit);
    }
    tell(std::move(change.events));
    co_return;
}

void CustomerStore::forget_words_of(const Customer& gone) {
    std::erase_if(links_, [&](const auto& link) { return link.second.customer == gone.id(); });
    for (auto& [id, request] : requests_)
        if (request.customer == gone.id()) request = customers::without_words(std::move(request), gone.updated_at());
}

void CustomerStore::replace_link(const customers::Link& link) {
    std::erase_if(links_, [&](const auto& other) {
        return other.second.customer == link.customer && other.second.purpose == link.purpose;
    });
    links_.emplace(link.digest, link);
}

awaitable<void> CustomerStore::add_link(customers::Link link, std::vector<events::Event> events) {
    {
        const std::lock_guard lock{mutex_};
        replace_link(link);
    }
    tell(std::move(events));
    co_return;
}

awaitable<std::optional<customers::Link>> CustomerStore::find_link(Sha256Digest digest) {
    const std::lock_guard lock{mutex_};
    const auto found = links_.find(digest);
    co_return found == links_.end() ? std::nullopt : std::optional{found->second};
}

awaitable<void> CustomerStore::use_link(Sha256Digest digest) {
    const std::lock_guard lock{mutex_};
    if (links_.erase(digest) == 0) throw Problem{Problem::not_found};
    co_return;
}

awaitable<void> CustomerStore::forget_links(Instant expired_before) {
    const std::lock_guard lock{mutex_};
    std::erase_if(links_, [&](const auto& link) { return link.second.expires_at < expired_before; });
    co_return;
}

awaitable<std::vector<customers::DataRequest>> CustomerStore::requests_of(CustomerId customer) {
    std::vector<customers::DataRequest> found;
    const std::lock_guard lock{mutex_};
    for (const auto& [id, request] : requests_ | std::views::reverse)
        if (request.customer == customer) found.push_back(request);
    co_return found;
}

awaitable<std::optional<customers::DataRequest>> CustomerStore::find_request(customers::DataRequestId id) {
    const std::lock_guard lock{mutex_};
    const auto found = requests_.find(id);
    co_return found == requests_.end() ? std::nullopt : std::optional{found->second};
}

awaitable<customers::DataRequestPage> CustomerStore::list_requests(customers::DataRequestQuery query) {
    const auto after = customers::start_of(query);
    const auto place = [](const auto& request) { return std::pair{customers::place_of(request), request.id}; };
    std::vector<customers::DataRequest> behind;
    const std::lock_guard lock{mutex_};
    for (const auto& [id, request] : requests_)
        if (place(request) > std::pair{after.place, after.id}) behind.push_back(request);
    std::ranges::sort(behind, {}, place);
    co_return customers::page_of(std::move(behind), query);
}

awaitable<std::vector<Customer>> CustomerStore::blocked_until(Instant now, std::size_t limit) {
    std::vector<Customer> ended;
    const std::lock_guard lock{mutex_};
    for (const auto& [id, customer] : customers_) {
        if (ended.size() == limit) break;
        if (customer.state() == customers::State::blocked && customer.blocked_until() < now) ended.push_back(customer);
    }
    co_return ended;
}

awaitable<std::optional<http::RecordedAnswer>> CustomerStore::recorded_answer(std::string key) {
    const std::lock_guard lock{mutex_};
    const auto found = answers_.find(key);
    co_return found == answers_.end() ? std::nullopt : std::optional{found->second};
}

awaitable<void> CustomerStore::forget_answers(Instant before) {
    const std::lock_guard lock{mutex_};
    std::erase_if(answers_, [&](const auto& answer) { return answer.second.answered_at < before; });
    co_return;
}

void CustomerStore::tell(std::vector<events::Event> events) {
    {
        const std::lock_guard lock{mutex_};
        events_.insert(events_.end(), events.begin(), events.end());
    }
    if (on_events_) on_events_(events);
}

std::vector<events::Event> CustomerStore::events() const {
    const std::lock_guard lock{mutex_};
    return events_;
}

} // namespace resuelve::memory
