#include "app/housekeeping.hpp"
#include "app/temporary_directory.hpp"
#include "platform/async/run.hpp"

#include <gtest/gtest.h>

namespace resuelve::app {
namespace {

using namespace std::chrono_literals;

struct Housekeeping : testing::Test {
    TemporaryDirectory temporary;
    ManualClock clock{Instant{1'764'000'000s}};
    SeededRandom random{7};
    ServeOptions options;
    DataDirectory directory{temporary.path()};
    Stores stores{directory};
    boost::asio::io_context context;
    inprocess::EventBus bus{stores.event_log, clock, context.get_executor()};
    Identity identity{directory, stores, clock, random};
    Services services{
        {options, "http://localhost", directory, stores, identity, bus, context.get_executor(), clock, random}};

    customers::Customer add_customer() {
        return run(services.customer_directory.add(
                       Email::parse("ana@example.com").value(),
                       [](customers::Customer& customer) { return customer.change_first_name("Ana"); }, {}))
            .value();
    }
};

TEST_F(Housekeeping, DestroysBlockedDataOnceItsTermIsOver) {
    const auto customer = add_customer();
    run(services.customer_directory.remove(customer.id(), {}));
    run(tidy_up(services, stores, clock.now()));
    EXPECT_EQ(run(stores.customers.find(customer.id()))->first_name(), "Ana");

    clock.advance(customers::Customers::default_blocking_term + 24h);
    run(tidy_up(services, stores, clock.now()));
    EXPECT_EQ(run(stores.customers.find(customer.id()))->first_name(), "");
}

TEST_F(Housekeeping, ForgetsLinksThatHaveExpired) {
    const auto link = customers::issue_link(add_customer().id(), customers::Purpose::verify_email, clock.now(), random);
    run(stores.customers.add_link(link.link, {}));
    run(tidy_up(services, stores, clock.now()));
    EXPECT_TRUE(run(stores.customers.find_link(link.link.digest)));

    run(tidy_up(services, stores, link.link.expires_at + 1s));
    EXPECT_FALSE(run(stores.customers.find_link(link.link.digest)));
}

} // namespace
} // namespace resuelve::app
