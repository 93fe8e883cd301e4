#pragma once

#include "domain/customers/customer_store.hpp"
#include "domain/customers/events.hpp"
#include "platform/async/run.hpp"
#include "platform/http/problem.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace resuelve::customers {

/// What every CustomerStore has to do. An adapter's test instantiates it with a type that has `CustomerStore& store()`
/// and `std::vector<events::Event> events()`: those stored so far and not published.
template <class Adapter>
class CustomerStoreContract : public testing::Test {
protected:
    Customer a_customer(std::string_view email, std::string_view first_name = "Jesus") {
        now += std::chrono::milliseconds{1};
        Customer customer{CustomerId::make(now, random), *Email::parse(email), now};
        EXPECT_TRUE(customer.change_first_name(first_name));
        return customer;
    }

    Customer stored(Customer customer) {
        commit({.customer = customer});
        return customer;
    }

    void commit(Change change) { run(store.commit(std::move(change))); }

    Problem::Code refusal_of(awaitable<void> work) {
        try {
            run(std::move(work));
        } catch (const Problem& problem) {
            return problem.code();
        }
        ADD_FAILURE() << "it was stored";
        return Problem::internal;
    }
    Problem::Code refusal_of(Change change) { return refusal_of(store.commit(std::move(change))); }

    DataRequest a_request(const Customer& customer, Right right, Instant at) {
        return make_data_request(DataRequestId::make(at, random), customer.id(), right, "Del pedido 4711", at);
    }
    /// The customer as stored with the request in it.
    Customer with(const Customer& customer, const DataRequest& request) {
        auto changed = customer.changed_at(now);
        commit({.customer = changed, .request = request});
        return changed;
    }

    events::Event an_event(const Customer& customer) {
        return customer_event(event_type::updated, customer,
                              {now, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}, random);
    }

    std::vector<std::string> found(std::string text) {
        std::vector<std::string> addresses;
        for (const auto& customer : run(store.list({.text = std::move(text)})).items)
            addresses.push_back(customer.email().text());
        return addresses;
    }

    Adapter adapter;
    CustomerStore& store = adapter.store();
    SeededRandom random{11};
    Instant now{std::chrono::milliseconds{1'700'000'000'000}};
};

TYPED_TEST_SUITE_P(CustomerStoreContract);

TYPED_TEST_P(CustomerStoreContract, KeepsEveryField) {
    using namespace std::chrono;
    auto customer = this->a_customer("Ejemplo@Gmail.com", "Jes\u00fas");
    ASSERT_TRUE(customer.change_last_name("Mesa Gonz\u00e1lez"));
    ASSERT_TRUE(customer.change_birth_date(1996y / June / 29, this->now));
    ASSERT_TRUE(customer.change_address("Calle Paseo Moreras 39\nGranada"));
    ASSERT_TRUE(customer.change_language("ca"));
    customer.change_password_hash("$argon2id$v=19$x", true);
    customer.verify_email();
    customer.change_passkeys({{.id = access::PasskeyId::make(this->now, this->random),
                               .name = "Tel\u00e9fono",
                               .credential = {.id = {{1, 2}}, .public_key = {{3, 4}}, .sign_count = 5},
                               .added_at = this->now}});
    customer.change_notes({.text = "Prefiere que la llamen\npor la tarde \u2014 siempre.",
                           .version = 3,
                           .changed_by = CustomerId::make(this->now, this->random).value,
                           .changed_by_name = "Marta Gil",
                           .changed_at = this->now});
    this->commit({.customer = customer});
    EXPECT_EQ(run(this->store.find(customer.id())), customer);
    EXPECT_EQ(run(this->store.find(*Email::parse("ejemplo@gmail.com"))), customer);
}

TYPED_TEST_P(CustomerStoreContract, FindsNobodyItWasNotGiven) {
    EXPECT_FALSE(run(this->store.find(CustomerId{})));
    EXPECT_FALSE(run(this->store.find(*Email::parse("a@x.es"))));
    EXPECT_TRUE(run(this->store.list({})).items.empty());
}

TYPED_TEST_P(CustomerStoreContract, KeepsAnAddressUniqueInAnyCase) {
    this->stored(this->a_customer("a@x.es"));
    EXPECT_EQ(this->refusal_of({.customer = this->a_customer("A@X.es")}), Problem::email_taken);
    auto other = this->stored(this->a_customer("b@x.es"));
    other.change_email(*Email::parse("a@x.es"));
    EXPECT_EQ(this->refusal_of({.customer = other.changed_at(this->now)}), Problem::email_taken);
}

TYPED_TEST_P(CustomerStoreContract, FreesTheAddressOfSomebodyBlocked) {
    auto first = this->stored(this->a_customer("a@x.es"));
    first.block(this->now, std::chrono::days{1});
    this->commit({.customer = first.changed_at(this->now)});
    EXPECT_FALSE(run(this->store.find(*Email::parse("a@x.es"))));
    const auto second = this->stored(this->a_customer("a@x.es"));
    EXPECT_EQ(run(this->store.find(*Email::parse("a@x.es"))), second);
    EXPECT_EQ(run(this->store.find(first.id()))->state(), State::blocked);
}

TYPED_TEST_P(CustomerStoreContract, LetsOneOfTwoChangesWin) {
    auto customer = this->stored(this->a_customer("a@x.es"));
    auto other = customer;
    ASSERT_TRUE(customer.change_first_name("Ana"));
    ASSERT_TRUE(other.change_first_name("Eva"));
    this->commit({.customer = customer.changed_at(this->now)});
    EXPECT_EQ(this->refusal_of({.customer = other.changed_at(this->now), .events = {this->an_event(other)}}),
              Problem::stale_version);
    EXPECT_EQ(run(this->store.find(customer.id()))->first_name(), "Ana");
    EXPECT_TRUE(this->adapter.events().empty());
}

TYPED_TEST_P(CustomerStoreContract, RefusesToChangeSomebodyWhoIsNotThere) {
    const auto customer = this->a_customer("a@x.es");
    EXPECT_EQ(this->refusal_of({.customer = customer.changed_at(this->now)}), Problem::stale_version);
}

TYPED_TEST_P(CustomerStoreContract, StoresEventsWithTheChange) {
    const auto customer = this->a_customer("a@x.es");
    const auto event = this->an_event(customer);
    this->commit({.customer = customer, .events = {event}});
    const auto events = this->adapter.events();
    ASSERT_EQ(events.size(), 1U);
    EXPECT_EQ(events[0].id, event.id);
    EXPECT_EQ(events[0].type, event.type);
    EXPECT_EQ(events[0].data, event.data);
    EXPECT_EQ(events[0].traceparent, event.traceparent);
}

TYPED_TEST_P(CustomerStoreContract, PagesInTheOrderOfRegistration) {
    std::vector<std::string> wanted;
    for (int i = 0; i < 7; ++i)
        wanted.push_back(this->stored(this->a_customer(fmt::format("a{}@x.es", i))).email().text());
    std::vector<std::string> got;
    CustomerQuery query{.limit = 3};
    std::vector<std::size_t> sizes;
    for (;;) {
        const auto page = run(this->store.list(query));
        sizes.push_back(page.items.size());
        for (const auto& customer : page.items)
            got.push_back(customer.email().text());
        if (!page.next_cursor) break;
        query.cursor = *page.next_cursor;
    }
    EXPECT_EQ(got, wanted);
    EXPECT_THAT(sizes, testing::ElementsAre(3, 3, 1));
}

TYPED_TEST_P(CustomerStoreContract, HasNoNextPageAfterAFullLastOne) {
    for (int i = 0; i < 3; ++i)
        this->stored(this->a_customer(fmt::format("a{}@x.es", i)));
    EXPECT_FALSE(run(this->store.list({.limit = 3})).next_cursor);
}

TYPED_TEST_P(CustomerStoreContract, RefusesACursorThatIsNotOurs) {
    try {
        run(this->store.list({.cursor = "' OR 1=1 --"}));
        FAIL() << "the cursor was taken";
    } catch (const Problem& problem) {
        EXPECT_EQ(problem.code(), Problem::malformed);
    }
}

TYPED_TEST_P(CustomerStoreContract, FindsByTheBeginningsOfWords) {
    using testing::ElementsAre;
    using testing::IsEmpty;
    auto ana = this->a_customer("ana@tienda.es", "Ana Mar\u00eda");
    ASSERT_TRUE(ana.change_last_name("N\u00fa\u00f1ez"));
    this->stored(ana);
    this->stored(this->a_customer("eva_2@otro.es", "Eva"));
    EXPECT_THAT(this->found("MARIA"), ElementsAre("ana@tienda.es"));
    EXPECT_THAT(this->found("nu\u00f1 ana"), ElementsAre("ana@tienda.es"));
    EXPECT_THAT(this->found("ana@tienda.es"), ElementsAre("ana@tienda.es"));
    EXPECT_THAT(this->found("ana eva"), IsEmpty());
    EXPECT_THAT(this->found("ez"), IsEmpty());
    EXPECT_THAT(this->found("e%"), IsEmpty());
    EXPECT_THAT(this->found("e_a"), IsEmpty());
    EXPECT_THAT(this->found("' OR 1=1 --"), IsEmpty());
    EXPECT_THAT(this->found(""), ElementsAre("ana@tienda.es", "eva_2@otro.es"));
}

TYPED_TEST_P(CustomerStoreContract, FindsByTheNewNameAndNotTheOld) {
    auto customer = this->stored(this->a_customer("a@x.es", "Ana"));
    ASSERT_TRUE(customer.change_first_name("Eva"));
    this->commit({.customer = customer.changed_at(this->now)});
    EXPECT_TRUE(this->found("ana").empty());
    EXPECT_EQ(this->found("eva").size(), 1U);
}

TYPED_TEST_P(CustomerStoreContract, ListsNobodyWhoIsBlocked) {
    auto customer = this->stored(this->a_customer("a@x.es"));
    customer.block(this->now, std::chrono::days{1});
    this->commit({.customer = customer.changed_at(this->now)});
    EXPECT_TRUE(run(this->store.list({})).items.empty());
    EXPECT_TRUE(this->found("jesus").empty());
}

TYPED_TEST_P(CustomerStoreContract, NamesThoseWhoseBlockingHasEnded) {
    auto customer = this->stored(this->a_customer("a@x.es"));
    customer.block(this->now, std::chrono::days{1});
    this->commit({.customer = customer.changed_at(this->now)});
    const auto end = this->now + std::chrono::days{1};
    EXPECT_TRUE(run(this->store.blocked_until(end, 10)).empty());
    const auto ended = run(this->store.blocked_until(end + std::chrono::milliseconds{1}, 10));
    ASSERT_EQ(ended.size(), 1U);
    auto erased = ended[0];
    erased.erase(end);
    this->commit({.customer = erased.changed_at(end)});
    EXPECT_EQ(run(this->store.find(customer.id())), erased.changed_at(end));
    EXPECT_TRUE(run(this->store.blocked_until(end + std::chrono::days{1}, 10)).empty());
}

TYPED_TEST_P(CustomerStoreContract, ErasesMoreThanOne) {
    for (const auto* email : {"a@x.es", "b@x.es"}) {
        auto customer = this->stored(this->a_customer(email));
        customer.erase(this->now);
        this->commit({.customer = customer.changed_at(this->now)});
        EXPECT_EQ(run(this->store.find(customer.id()))->state(), State::erased);
    }
}

TYPED_TEST_P(CustomerStoreContract, KeepsALinkUntilItIsUsed) {
    const auto customer = this->a_customer("a@x.es");
    const auto link = issue_link(customer.id(), Purpose::verify_email, this->now, this->random).link;
    this->commit({.customer = customer, .new_link = link});
    EXPECT_EQ(run(this->store.find_link(link.digest)), link);
    this->commit({.customer = customer.changed_at(this->now), .used_link = link.digest});
    EXPECT_FALSE(run(this->store.find_link(link.digest)));
    EXPECT_EQ(
        this->refusal_of({.customer = customer.changed_at(this->now).changed_at(this->now), .used_link = link.digest}),
        Problem::not_found);
    EXPECT_EQ(run(this->store.find(customer.id()))->version(), 2);
}

TYPED_TEST_P(CustomerStoreContract, UsesALinkUpWithoutAChangeOfItsCustomer) {
    const auto customer = this->stored(this->a_customer("a@x.es"));
    const auto link = issue_link(customer.id(), Purpose::sign_in, this->now, this->random).link;
    const auto other = issue_link(customer.id(), Purpose::verify_email, this->now, this->random).link;
    run(this->store.add_link(link, {}));
    run(this->store.add_link(other, {}));
    run(this->store.use_link(link.digest));
    EXPECT_FALSE(run(this->store.find_link(link.digest)));
    EXPECT_EQ(run(this->store.find_link(other.digest)), other);
    EXPECT_EQ(run(this->store.find(customer.id())), customer);
    EXPECT_EQ(this->refusal_of(this->store.use_link(link.digest)), Problem::not_found);
}

TYPED_TEST_P(CustomerStoreContract, KeepsRequestsAsTheyAreNow) {
    auto customer = this->stored(this->a_customer("a@x.es"));
    const auto first = this->a_request(customer, Right::restrict, this->now);
    const auto second = this->a_request(customer, Right::object, this->now + std::chrono::seconds{1});
    customer = this->with(customer, first);
    customer = this->with(customer, second);
    EXPECT_THAT(run(this->store.requests_of(customer.id())), testing::ElementsAre(second, first));
    const auto more = *extended(first, "Por el transportista", this->now);
    customer = this->with(customer, more);
    EXPECT_EQ(run(this->store.find_request(first.id)), more);
    const auto done = *answered(more, DataOutcome::partly, "La factura se conserva", this->now);
    customer = this->with(customer, done);
    EXPECT_EQ(run(this->store.find_request(first.id)), done);
    EXPECT_THAT(run(this->store.requests_of(customer.id())), testing::ElementsAre(second, done));
    EXPECT_EQ(run(this->store.find(customer.id())), customer);
    EXPECT_FALSE(run(this->store.find_request(DataRequestId::make(this->now, this->random))));
    EXPECT_TRUE(run(this->store.requests_of(CustomerId::make(this->now, this->random))).empty());
}

TYPED_TEST_P(CustomerStoreContract, KeepsNoRequestOfAChangeThatLost) {
    const auto customer = this->stored(this->a_customer("a@x.es"));
    const auto request = this->a_request(customer, Right::access, this->now);
    this->commit({.customer = customer.changed_at(this->now)});
    EXPECT_EQ(this->refusal_of({.customer = customer.changed_at(this->now), .request = request}),
              Problem::stale_version);
    EXPECT_FALSE(run(this->store.find_request(request.id)));
}

TYPED_TEST_P(CustomerStoreContract, ListsEverybodysRequestsByTheirPlace) {
    auto one = this->stored(this->a_customer("a@x.es"));
    auto other = this->stored(this->a_customer("b@x.es"));
    const auto day = std::chrono::days{1};
    const auto done = *answered(this->a_request(one, Right::access, this->now), DataOutcome::fulfilled, "", this->now);
    const auto later = this->a_request(one, Right::erase, this->now + 2 * day);
    const auto soon = this->a_request(other, Right::port, this->now + day);
    const auto same_day = this->a_request(other, Right::rectify, this->now + day);
    one = this->with(this->with(one, done), later);
    other = this->with(this->with(other, same_day), soon);
    std::vector<DataRequest> found;
    DataRequestQuery query{.limit = 3};
    for (;;) {
        const auto page = run(this->store.list_requests(query));
        std::ranges::copy(page.items, std::back_inserter(found));
        if (!page.next_cursor) break;
        query.cursor = *page.next_cursor;
    }
    auto first = soon;
    auto second = same_day;
    if (second.id < first.id) std::swap(first, second);
    EXPECT_THAT(found, testing::ElementsAre(first, second, later, done));
    EXPECT_EQ(this->refusal_of([](CustomerStore& store) -> awaitable<void> {
        co_await store.list_requests({.cursor = "nothing of ours"});
    }(this->store)),
              Problem::malformed);
}

TYPED_TEST_P(CustomerStoreContract, ForgetsTheWordsOfTheRequestsOfWhoHasLeft) {
    auto customer = this->stored(this->a_customer("a@x.es"));
    auto other = this->stored(this->a_customer("b@x.es"));
    const auto open = *extended(this->a_request(customer, Right::restrict, this->now), "Por esto", this->now);
    const auto done =
        *answered(this->a_request(customer, Right::access, this->now), DataOutcome::refused, "Porque no", this->now);
    const auto others = this->a_request(other, Right::access, this->now);
    customer = this->with(this->with(customer, open), done);
    other = this->with(other, others);
    customer.block(this->now, std::chrono::days{1});
    const auto left = customer.changed_at(this->now + std::chrono::hours{1});
    this->commit({.customer = left});
    EXPECT_EQ(run(this->store.find_request(open.id)), without_words(open, left.updated_at()));
    EXPECT_EQ(run(this->store.find_request(done.id)), without_words(done, left.updated_at()));
    EXPECT_EQ(run(this->store.find_request(others.id)), others);
    const auto listed = run(this->store.list_requests({})).items;
    ASSERT_EQ(listed.size(), 3U);
    EXPECT_EQ(listed[0], others) << "the withdrawn one waits no more";
    EXPECT_EQ(listed[1].id, open.id);
}

TYPED_TEST_P(CustomerStoreContract, ReplacesALinkByANewOneOfItsPurpose) {
    const auto customer = this->stored(this->a_customer("a@x.es"));
    const auto verify = issue_link(customer.id(), Purpose::verify_email, this->now, this->random).link;
    const auto first = issue_link(customer.id(), Purpose::reset_password, this->now, this->random).link;
    const auto second = issue_link(customer.id(), Purpose::reset_password, this->now, this->random).link;
    run(this->store.add_link(verify, {}));
    run(this->store.add_link(first, {}));
    run(this->store.add_link(second, {this->an_event(customer)}));
    EXPECT_FALSE(run(this->store.find_link(first.digest)));
    EXPECT_EQ(run(this->store.find_link(second.digest)), second);
    EXPECT_EQ(run(this->store.find_link(verify.digest)), verify);
    EXPECT_EQ(this->adapter.events().size(), 1U);
}

TYPED_TEST_P(CustomerStoreContract, ForgetsTheLinksOfSomebodyBlocked) {
    auto customer = this->stored(this->a_customer("a@x.es"));
    const auto link = issue_link(customer.id(), Purpose::verify_email, this->now, this->random).link;
    run(this->store.add_link(link, {}));
    customer.block(this->now, std::chrono::days{1});
    this->commit({.customer = customer.changed_at(this->now)});
    EXPECT_FALSE(run(this->store.find_link(link.digest)));
}

TYPED_TEST_P(CustomerStoreContract, ForgetsExpiredLinks) {
    const auto customer = this->stored(this->a_customer("a@x.es"));
    const auto link = issue_link(customer.id(), Purpose::verify_email, this->now, this->random).link;
    run(this->store.add_link(link, {}));
    run(this->store.forget_links(link.expires_at));
    EXPECT_TRUE(run(this->store.find_link(link.digest)));
    run(this->store.forget_links(link.expires_at + std::chrono::milliseconds{1}));
    EXPECT_FALSE(run(this->store.find_link(link.digest)));
}

TYPED_TEST_P(CustomerStoreContract, RecordsAnAnswerOnce) {
    const http::RecordedAnswer answer{.key = "k",
                                      .fingerprint = "f",
                                      .status = 201,
                                      .location = "/x",
                                      .etag = "\"1\"",
                                      .body = "{}",
                                      .answered_at = this->now};
    const auto first = this->a_customer("a@x.es");
    this->commit({.customer = first, .answer = answer});
    const auto recorded = run(this->store.recorded_answer("k"));
    ASSERT_TRUE(recorded);
    EXPECT_EQ(recorded->fingerprint, "f");
    EXPECT_EQ(recorded->status, 201U);
    EXPECT_EQ(recorded->location, "/x");
    EXPECT_EQ(recorded->etag, "\"1\"");
    EXPECT_EQ(recorded->body, "{}");
    EXPECT_EQ(recorded->answered_at, answer.answered_at);
    EXPECT_FALSE(run(this->store.recorded_answer("other")));

    const auto second = this->a_customer("b@x.es");
    EXPECT_THROW(this->commit({.customer = second, .answer = answer}), http::AlreadyAnswered);
    EXPECT_FALSE(run(this->store.find(second.id())));

    run(this->store.forget_answers(answer.answered_at));
    EXPECT_TRUE(run(this->store.recorded_answer("k")));
    run(this->store.forget_answers(answer.answered_at + std::chrono::milliseconds{1}));
    EXPECT_FALSE(run(this->store.recorded_answer("k")));
}

REGISTER_TYPED_TEST_SUITE_P(CustomerStoreContract, KeepsEveryField, FindsNobodyItWasNotGiven,
                            KeepsAnAddressUniqueInAnyCase, FreesTheAddressOfSomebodyBlocked, LetsOneOfTwoChangesWin,
                            RefusesToChangeSomebodyWhoIsNotThere, StoresEventsWithTheChange,
                            PagesInTheOrderOfRegistration, HasNoNextPageAfterAFullLastOne, RefusesACursorThatIsNotOurs,
                            FindsByTheBeginningsOfWords, FindsByTheNewNameAndNotTheOld, ListsNobodyWhoIsBlocked,
                            NamesThoseWhoseBlockingHasEnded, ErasesMoreThanOne, KeepsALinkUntilItIsUsed,
                            ReplacesALinkByANewOneOfItsPurpose, UsesALinkUpWithoutAChangeOfItsCustomer,
                            KeepsRequestsAsTheyAreNow, KeepsNoRequestOfAChangeThatLost,
                            ListsEverybodysRequestsByTheirPlace, ForgetsTheWordsOfTheRequestsOfWhoHasLeft,
                            ForgetsTheLinksOfSomebodyBlocked, ForgetsExpiredLinks, RecordsAnAnswerOnce);

} // namespace resuelve::customers
