// What an operator is told at the start when the broker cannot be used.
#include "adapters/memory/attempts.hpp"
#include "adapters/rabbitmq/event_bus.hpp"
#include "platform/async/run.hpp"
#include "platform/http/problem.hpp"
#include "tests/support/own_broker.hpp"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

namespace resuelve::rabbitmq {
namespace {

class BrokerRefusal : public testing::Test {
protected:
    static void SetUpTestSuite() { broker_ = std::make_unique<testing_support::OwnBroker>(); }
    static void TearDownTestSuite() { broker_.reset(); }

    /// What start() of a bus with one consumer throws; empty if it starts.
    std::string at_start(const std::string& uri, std::vector<Interest> others = {}) {
        boost::asio::io_context context{1};
        try {
            EventBus bus{attempts_, clock_, random_, context.get_executor(), {.uri = uri, .others = std::move(others)}};
            bus.subscribe({"intake", {"customer.*"}, [](const events::Event&) -> awaitable<void> { co_return; }});
            bus.start();
            bus.stop();
            context.run();
        } catch (const BrokerRefused& refused) {
            return refused.what();
        }
        return {};
    }
    /// What publish() of one event throws.
    std::string when_publishing(const std::string& uri, std::vector<Interest> others) {
        EventBus bus{
            attempts_, clock_, random_, boost::asio::system_executor{}, {.uri = uri, .others = std::move(others)}};
        std::vector<events::Event> one{{.id = events::EventId::make(clock_.now(), random_),
                                        .type = "incident.noted",
                                        .source = "/resuelve/resolution",
                                        .subject = {},
                                        .version = 1,
                                        .time = clock_.now(),
                                        .traceparent = {},
                                        .data = {}}};
        try {
            run(bus.publish(std::move(one)));
        } catch (const Problem& problem) {
            return problem.what();
        }
        return {};
    }
    static void add_user(const std::string& name, const std::string& configure, const std::string& write,
                         const std::string& read) {
        broker_->control({"add_user", name, "secret"});
        broker_->control({"set_permissions", name, configure, write, read});
    }

    static std::unique_ptr<testing_support::OwnBroker> broker_;
    SystemClock clock_;
    SystemRandom random_;
    memory::Attempts attempts_{clock_};
};

std::unique_ptr<testing_support::OwnBroker> BrokerRefusal::broker_;

#define EXPECT_SAYS(text, part) EXPECT_NE((text).find(part), std::string::npos) << (text)

TEST_F(BrokerRefusal, NamesAnAddressThatIsNone) {
    EXPECT_SAYS(at_start("localhost:5672"), "not of the form amqp://");
}

TEST_F(BrokerRefusal, NamesAWrongPasswordWithoutShowingIt) {
    const auto said = at_start(broker_->uri("guest:wrong"));
    EXPECT_SAYS(said, "ACCESS_REFUSED");
    EXPECT_EQ(said.find("wrong"), std::string::npos);
}

TEST_F(BrokerRefusal, NamesAVirtualHostThatIsNotThere) {
    EXPECT_SAYS(at_start(broker_->uri("guest:guest", "shop")), "vhost shop not found");
}

TEST_F(BrokerRefusal, NamesTheRightToMakeQueuesThatIsMissing) {
    add_user("no_configure", "", ".*", ".*");
    EXPECT_SAYS(at_start(broker_->uri("no_configure:secret")), "lacks a right: declaring the exchange resuelve.events");
}

TEST_F(BrokerRefusal, NamesTheRightToPublishThatIsMissing) {
    add_user("no_write", ".*", "^(intake.*|amq\\.default)$", ".*");
    EXPECT_SAYS(at_start(broker_->uri("no_write:secret")), "lacks a right: publishing");
}

TEST_F(BrokerRefusal, NamesTheRightToConsumeThatIsMissing) {
    add_user("no_read", ".*", ".*", "^(resuelve.*|intake\\..*)$");
    EXPECT_SAYS(at_start(broker_->uri("no_read:secret")), "lacks a right: consuming the queue intake");
}

TEST_F(BrokerRefusal, IsNoneForAUserWithRightsOnItsOwnQueuesOnly) {
    add_user("intake", "^(intake(\\..*)?|resuelve\\..*)$", "^(intake(\\..*)?|resuelve\\..*|amq\\.default)$",
             "^(intake(\\..*)?|resuelve\\..*)$");
    const std::vector<Interest> others{{"notifications", {"incident.*"}}};
    EXPECT_EQ(at_start(broker_->uri("intake:secret"), others), "") << "that others have not started yet is no fault";
    EXPECT_SAYS(when_publishing(broker_->uri("intake:secret"), others),
                "the queue notifications is missing and may not be made here");
    EXPECT_EQ(at_start(broker_->uri(), others), ""); // makes it
    EXPECT_EQ(when_publishing(broker_->uri("intake:secret"), others), "");
}

TEST_F(BrokerRefusal, NamesAQueueThatIsThereInAnotherForm) {
    broker_->control({"add_vhost", "old"});
    broker_->control({"set_permissions", "-p", "old", "guest", ".*", ".*", ".*"});
    Connection connection{Address::parse(broker_->uri("guest:guest", "old")), "test"};
    connection.open_channel(1);
    amqp_queue_declare(connection.state(), 1, bytes("intake"), false, true, false, false, amqp_empty_table);
    connection.close();
    EXPECT_SAYS(at_start(broker_->uri("guest:guest", "old")), "in another form: declaring the queue intake");
}

} // namespace
} // namespace resuelve::rabbitmq
