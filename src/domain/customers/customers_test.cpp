#include "adapters/memory/customer_store.hpp"
#include "domain/customers/customers.hpp"
#include "platform/async/run.hpp"
#include "platform/http/problem.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::customers {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class CustomersTest : public testing::Test {
protected:
    Customer add(std::string_view email, std::string name = "Jesus", Customers::Along along = {}) {
        auto added = run(customers.add(
            *Email::parse(email), [&](Customer& customer) { return customer.change_first_name(name); },
            std::move(along)));
        EXPECT_TRUE(added);
        return std::move(*added);
    }

    std::vector<std::string> event_types() const {
        std::vector<std::string> types;
        for (const auto& event : store.events())
            types.push_back(event.type);
        return types;
    }

    std::string last_token() const { return std::string{store.events().back().data.at("token").as_string()}; }

    Problem::Code problem_of(auto&& act) {
        try {
            act();
        } catch (const Problem& problem) {
            return problem.code();
        }
        ADD_FAILURE() << "no problem was thrown";
        return Problem::internal;
    }

    memory::CustomerStore store;
    ManualClock clock{Instant{1'000'000'000ms}};
    SeededRandom random{7};
    Customers customers{store, clock, random, std::chrono::days{30}};
};

const auto keep_all = [](Customer&) -> Customer::Outcome { return {}; };

TEST_F(CustomersTest, AddsAndFindsByAddressInAnyCase) {
    const auto added = add("ejemplo@gmail.com");
    EXPECT_EQ(run(customers.find(*Email::parse("EJEMPLO@gmail.com"))), added);
    EXPECT_EQ(run(customers.find(added.id())), added);
    EXPECT_EQ(added.version(), 1);
    EXPECT_EQ(added.created_at(), clock.now());
    EXPECT_THAT(event_types(), ElementsAre("customer.registered"));
}

TEST_F(CustomersTest, DoesNotAddAnAddressTwice) {
    add("ejemplo@gmail.com");
    EXPECT_EQ(problem_of([&] { add("Ejemplo@Gmail.com"); }), Problem::email_taken);
    EXPECT_EQ(run(customers.all()).size(), 1U);
    EXPECT_EQ(store.events().size(), 1U);
}

TEST_F(CustomersTest, AddsNothingThatIsRefused) {
    const auto refused = run(
        customers.add(*Email::parse("a@x.es"), [](Customer& customer) { return customer.change_first_name(""); }, {}));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().field, "first_name");
    EXPECT_TRUE(run(customers.all()).empty());
    EXPECT_TRUE(store.events().empty());
}

TEST_F(CustomersTest, ListsAllInTheOrderOfTheirRegistration) {
    for (int i = 0; i < 250; ++i) {
        clock.advance(1ms);
        add(fmt::format("a{}@x.es", i));
    }
    const auto all = run(customers.all());
    ASSERT_EQ(all.size(), 250U);
    EXPECT_EQ(all.front().email().text(), "a0@x.es");
    EXPECT_EQ(all.back().email().text(), "a249@x.es");
}

TEST_F(CustomersTest, ChangesAndTellsTheOthers) {
    const auto added = add("a@x.es");
    clock.advance(1h);
    const auto changed = run(customers.change(
        added.id(), [](Customer& customer) { return customer.change_address("Calle 1"); }, {.traceparent = "00-a"}));
    ASSERT_TRUE(changed);
    EXPECT_EQ(changed->version(), 2);
    EXPECT_EQ(changed->updated_at(), clock.now());
    EXPECT_EQ(run(customers.find(added.id())), *changed);
    EXPECT_THAT(event_types(), ElementsAre("customer.registered", "customer.updated"));
    EXPECT_EQ(store.events().back().version, 2);
    EXPECT_EQ(store.events().back().traceparent, "00-a");
}

TEST_F(CustomersTest, RefusesAChangeOfWhatSomebodyElseChanged) {
    const auto read = add("a@x.es");
    ASSERT_TRUE(run(customers.change(read.id(), keep_all, {})));
    EXPECT_EQ(problem_of([&] { (void)run(customers.change(read, keep_all, {})); }), Problem::stale_version);
}

TEST_F(CustomersTest, DoesNotFindWhomItDoesNotKnow) {
    EXPECT_FALSE(run(customers.find(*Email::parse("a@x.es"))));
    EXPECT_EQ(problem_of([&] { (void)run(customers.change(CustomerId{}, keep_all, {})); }), Problem::not_found);
    EXPECT_EQ(problem_of([&] { run(customers.remove(CustomerId{}, {})); }), Problem::not_found);
}

TEST_F(CustomersTest, RemovesAndFreesTheAddress) {
    const auto added = add("a@x.es");
    run(customers.remove(added.id(), {}));
    EXPECT_FALSE(run(customers.find(*Email::parse("a@x.es"))));
    EXPECT_TRUE(run(customers.all()).empty());
    EXPECT_THAT(event_types(), ElementsAre("customer.registered", "customer.erased"));
    EXPECT_NE(add("a@x.es").id(), added.id());
}

TEST_F(CustomersTest, BlocksBeforeItDestroys) {
    const auto added = add("a@x.es");
    run(customers.remove(added.id(), {}));
    clock.advance(std::chrono::days{30});
    EXPECT_EQ(run(customers.destroy_blocked()), 0U);
    EXPECT_EQ(run(customers.find(added.id()))->state(), State::blocked);
    EXPECT_EQ(run(customers.find(added.id()))->first_name(), "Jesus");
    clock.advance(1ms);
    EXPECT_EQ(run(customers.destroy_blocked()), 1U);
    EXPECT_EQ(run(customers.find(added.id()))->state(), State::erased);
    EXPECT_EQ(run(customers.find(added.id()))->first_name(), "");
    EXPECT_EQ(run(customers.destroy_blocked()), 0U);
}

TEST_F(CustomersTest, MailsALinkThatCanBeFollowedUntilItExpires) {
    const auto added = add("a@x.es", "Jesus", {.traceparent = {}, .link = Purpose::verify_email});
    EXPECT_THAT(event_types(), ElementsAre("customer.registered", "customer.link_requested"));
    EXPECT_EQ(run(customers.follow_link(last_token(), Purpose::verify_email)), added);
    EXPECT_FALSE(run(customers.follow_link(last_token(), Purpose::reset_password)));
    EXPECT_FALSE(run(customers.follow_link("x" + last_token().substr(1), Purpose::verify_email)));
    clock.advance(48h);
    EXPECT_FALSE(run(customers.follow_link(last_token(), Purpose::verify_email)));
}

TEST_F(CustomersTest, LetsALinkBeUsedOnce) {
    const auto added = add("a@x.es", "Jesus", {.traceparent = {}, .link = Purpose::verify_email});
    const auto token = last_token();
    const auto verify = [](Customer& customer) -> Customer::Outcome {
        customer.verify_email();
        return {};
    };
    const auto use = [&] { return run(customers.change(added.id(), verify, {.used_link = link_digest(token)})); };
    EXPECT_TRUE(use()->email_verified());
    EXPECT_FALSE(run(customers.follow_link(token, Purpose::verify_email)));
    EXPECT_EQ(problem_of([&] { (void)use(); }), Problem::not_found);
}

TEST_F(CustomersTest, SendsANewLinkInPlaceOfTheOldOne) {
    const auto added = add("a@x.es");
    run(customers.send_link(added, Purpose::reset_password, "00-a"));
    const auto first = last_token();
    run(customers.send_link(added, Purpose::reset_password, "00-b"));
    EXPECT_FALSE(run(customers.follow_link(first, Purpose::reset_password)));
    EXPECT_TRUE(run(customers.follow_link(last_token(), Purpose::reset_password)));
    EXPECT_EQ(run(customers.find(added.id()))->version(), 1) << "asking for a link changes nothing of the customer";
}

TEST_F(CustomersTest, ForgetsTheLinksOfSomebodyWhoIsGone) {
    const auto added = add("a@x.es");
    run(customers.send_link(added, Purpose::reset_password, {}));
    const auto token = last_token();
    run(customers.remove(added.id(), {}));
    EXPECT_FALSE(run(customers.follow_link(token, Purpose::reset_password)));
}

} // namespace
} // namespace resuelve::customers
