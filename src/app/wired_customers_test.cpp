#include "app/a_shared.hpp"
#include "app/wired_customers.hpp"
#include "platform/async/run.hpp"

#include <gtest/gtest.h>

namespace resuelve::app {
namespace {

using namespace std::chrono_literals;

struct Housekeeping : testing::Test {
    AShared parts{{ServiceName::customers}};
    WiredCustomers customers{parts.shared};
    customers::CustomerStore& store = parts.stores.customers->customers();
    ManualClock& clock = parts.clock;

    customers::Customer add_customer() {
        return run(customers.directory().add(
                       Email::parse("ana@example.com").value(),
                       [](customers::Customer& customer) { return customer.change_first_name("Ana"); }, {}))
            .value();
    }
};

TEST_F(Housekeeping, DestroysBlockedDataOnceItsTermIsOver) {
    const auto customer = add_customer();
    run(customers.directory().remove(customer.id(), {}));
    run(customers.tidy_up(clock.now()));
    EXPECT_EQ(run(store.find(customer.id()))->first_name(), "Ana");

    clock.advance(customers::Customers::default_blocking_term + 24h);
    run(customers.tidy_up(clock.now()));
    EXPECT_EQ(run(store.find(customer.id()))->first_name(), "");
}

TEST_F(Housekeeping, ForgetsLinksThatHaveExpired) {
    const auto link =
        customers::issue_link(add_customer().id(), customers::Purpose::verify_email, clock.now(), parts.random);
    run(store.add_link(link.link, {}));
    run(customers.tidy_up(clock.now()));
    EXPECT_TRUE(run(store.find_link(link.link.digest)));

    run(customers.tidy_up(link.link.expires_at + 1s));
    EXPECT_FALSE(run(store.find_link(link.link.digest)));
}

} // namespace
} // namespace resuelve::app
