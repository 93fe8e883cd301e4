#include "adapters/inprocess/event_bus.hpp"
#include "adapters/memory/event_log.hpp"
#include "platform/async/run.hpp"
#include "tests/contract/event_bus_contract.hpp"

namespace resuelve {
namespace {

using namespace std::chrono_literals;

class OnMemory final : public contract::BusUnderTest {
public:
    std::unique_ptr<events::EventBus> open(boost::asio::any_io_executor executor) override {
        return std::make_unique<inprocess::EventBus>(
            log_, clock_, executor,
            inprocess::DeliverySettings{.max_attempts = max_attempts,
                                        .back_off = {.first = 1ms, .longest = 1ms},
                                        .report = report_,
                                        .early = report_early_});
    }

private:
    SystemClock clock_;
    memory::EventLog log_;
};

} // namespace

namespace contract {
INSTANTIATE_TEST_SUITE_P(OnMemory, EventBusContract, testing::Values([] { return std::make_unique<OnMemory>(); }));
} // namespace contract

namespace inprocess {
namespace {

class InprocessBus : public testing::Test {
protected:
    events::Event event(std::string type) {
        return {.id = events::EventId::make(clock_.now(), random_),
                .type = std::move(type),
                .source = "/test",
                .subject = {},
                .version = 1,
                .time = clock_.now(),
                .traceparent = {},
                .data = {}};
    }
    void publish(EventBus& bus, std::vector<events::Event> many) {
        boost::asio::co_spawn(context_, bus.publish(std::move(many)), boost::asio::detached);
        context_.restart();
        context_.poll();
    }

    SeededRandom random_{1};
    ManualClock clock_{Instant{1'000'000ms}};
    memory::EventLog log_;
    boost::asio::io_context context_{1};
    std::vector<events::Event> handled_;
    events::Handler keep_ = [this](const events::Event& one) -> awaitable<void> {
        handled_.push_back(one);
        co_return;
    };
};

TEST_F(InprocessBus, WaitsTwiceAsLongAfterEachFailure) {
    EventBus bus{log_, clock_, context_.get_executor()};
    bus.subscribe({"intake", {"poison"}, [](const events::Event&) -> awaitable<void> {
                       throw std::runtime_error{"no"};
                       co_return;
                   }});
    bus.start();
    publish(bus, {event("poison")});
    for (const auto expected : {1s, 2s, 4s, 8s, 16s, 32s, 60s}) {
        const auto parked = run(log_.parked("intake", 10));
        ASSERT_EQ(parked.size(), 1u);
        EXPECT_EQ(parked[0].not_before - clock_.now(), expected);
        clock_.set(parked[0].not_before);
        publish(bus, {event("other")}); // wakes it, as its timer would
    }
    EXPECT_TRUE(run(log_.parked("intake", 10)).empty());
    EXPECT_EQ(run(bus.dead_letters()).at(0).died_at, clock_.now());
}

TEST_F(InprocessBus, ForgetsSecretsOnceEveryConsumerHasPassedThem) {
    EventBus bus{log_, clock_, context_.get_executor()};
    bus.subscribe({"notifications", {"*"}, keep_});
    bus.start();
    publish(bus, {event("incident.registered"), event("customer.link_requested"), event("incident.registered")});
    EXPECT_EQ(handled_.size(), 3u);
    const auto left = run(log_.read_after(0, 10));
    ASSERT_EQ(left.size(), 2u);
    EXPECT_EQ(left[0].event.type, "incident.registered");
    EXPECT_EQ(left[1].event.type, "incident.registered");
}

TEST_F(InprocessBus, ForgetsASecretThatWasTheLastEventWithTheNextOne) {
    EventBus bus{log_, clock_, context_.get_executor()};
    bus.subscribe({"notifications", {"customer.*"}, keep_});
    bus.subscribe({"resolution", {"employee.*"}, keep_});
    bus.start();
    publish(bus, {event("incident.registered")});
    publish(bus, {event("customer.link_requested")});
    EXPECT_EQ(run(log_.read_after(0, 10)).size(), 2u);
    publish(bus, {event("notification.sent")});
    const auto left = run(log_.read_after(0, 10));
    ASSERT_EQ(left.size(), 2u);
    EXPECT_EQ(left[1].event.type, "notification.sent");
}

TEST_F(InprocessBus, KeepsTheNewestEventsForLiveUpdates) {
    EventBus bus{log_, clock_, context_.get_executor(), {.kept = 100}};
    bus.subscribe({"intake", {"*"}, keep_});
    bus.start();
    for (int i = 0; i < 50; ++i)
        publish(bus, std::vector<events::Event>(100, event("a")));
    const auto left = run(log_.read_after(0, 10'000));
    EXPECT_GE(left.size(), 100u);
    EXPECT_LE(left.size(), 1200u);
    EXPECT_EQ(left.back().position, 5000);
}

TEST_F(InprocessBus, ReadsFromTheLogWhatIsNoLongerInMemory) {
    EventBus bus{log_, clock_, context_.get_executor(), {.recent_events = 10}};
    bus.subscribe({"intake", {"*"}, keep_});
    bus.start();
    publish(bus, std::vector<events::Event>(1000, event("a")));
    EXPECT_EQ(handled_.size(), 1000u);
}

TEST_F(InprocessBus, SaysHowFarBehindEachConsumerIs) {
    EventBus bus{log_, clock_, context_.get_executor()};
    bus.subscribe({"intake", {"*"}, keep_});
    publish(bus, {event("a"), event("b")});
    EXPECT_EQ(bus.lags().at(0).consumer, "intake");
    bus.start();
    context_.restart();
    context_.poll();
    EXPECT_EQ(bus.lags().at(0).events, 0);
    EXPECT_EQ(bus.lags().at(0).parked, 0u);
}

TEST_F(InprocessBus, RefusesTwoConsumersOfOneName) {
    EventBus bus{log_, clock_, context_.get_executor()};
    bus.subscribe({"intake", {"*"}, keep_});
    EXPECT_THROW(bus.subscribe({"intake", {"a"}, keep_}), std::logic_error);
}

} // namespace
} // namespace inprocess
} // namespace resuelve
