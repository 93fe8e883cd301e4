#include "domain/events/relay.hpp"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <deque>
#include <stdexcept>

namespace resuelve::events {
namespace {

using namespace std::chrono_literals;

Event event(std::int64_t number) {
    SeededRandom random{static_cast<std::uint64_t>(number)};
    return {.id = EventId::make(Instant{}, random),
            .type = "incident.registered",
            .source = "/test",
            .subject = {},
            .version = number,
            .time = Instant{std::chrono::milliseconds{number}},
            .traceparent = {},
            .data = {}};
}

class FakeOutbox final : public Outbox {
public:
    awaitable<std::vector<Event>> waiting(std::size_t limit) override {
        if (failures > 0) {
            --failures;
            throw std::runtime_error{"the disk is away"};
        }
        co_return std::vector<Event>(events.begin(),
                                     events.begin() + std::min(std::ssize(events), static_cast<std::ptrdiff_t>(limit)));
    }
    awaitable<void> published(std::vector<EventId> ids) override {
        std::erase_if(events, [&](const auto& one) { return std::ranges::find(ids, one.id) != ids.end(); });
        co_return;
    }
    void on_commit(std::function<void()> wake) override { wake_ = std::move(wake); }
    void commit(std::int64_t number) {
        events.push_back(event(number));
        wake_();
    }

    std::deque<Event> events;
    int failures = 0;

private:
    std::function<void()> wake_;
};

class FakeBus final : public EventBus {
public:
    awaitable<void> publish(std::vector<Event> events) override {
        if (failures > 0) {
            --failures;
            throw std::runtime_error{"the bus is away"};
        }
        batches.push_back(events.size());
        for (const auto& one : events)
            published.push_back(one.version);
        co_return;
    }
    void subscribe(Subscription) override {}
    void listen(std::vector<std::string>, std::function<void(const Event&)>) override {}
    void start() override {}
    void stop() override {}
    awaitable<std::vector<DeadLetter>> dead_letters() override { co_return std::vector<DeadLetter>{}; }
    awaitable<bool> replay(std::string, EventId) override { co_return false; }

    int failures = 0;
    std::vector<std::size_t> batches;
    std::vector<std::int64_t> published;
};

class RelayTest : public testing::Test {
protected:
    void run() {
        context_.restart();
        context_.poll();
    }
    /// Runs until the relay has slept through its pauses.
    void run_until_published(std::size_t count) {
        context_.restart();
        while (bus_.published.size() < count && context_.run_one_for(10s) > 0) {
        }
        run();
    }

    boost::asio::io_context context_{1};
    ManualClock clock_{Instant{5000ms}};
    FakeOutbox outbox_;
    FakeBus bus_;
    std::vector<std::string> reports_;
    Relay relay_{outbox_,
                 bus_,
                 clock_,
                 context_.get_executor(),
                 {.batch = 2,
                  .gather = 1ms,
                  .back_off = {.first = 1ms, .longest = 1ms},
                  .report = [this](std::string_view what) { reports_.emplace_back(what); }}};
};

TEST_F(RelayTest, MovesWhatWasWaitingWhenItStarts) {
    for (const int n : {1, 2, 3, 4, 5})
        outbox_.events.push_back(event(n));
    relay_.start();
    run();
    EXPECT_EQ(bus_.published, (std::vector<std::int64_t>{1, 2, 3, 4, 5}));
    EXPECT_EQ(bus_.batches, (std::vector<std::size_t>{2, 2, 1}));
    EXPECT_TRUE(outbox_.events.empty());
}

TEST_F(RelayTest, IsWokenByEachCommit) {
    relay_.start();
    run();
    for (const int n : {1, 2, 3}) {
        outbox_.commit(n);
        run_until_published(static_cast<std::size_t>(n));
        EXPECT_EQ(bus_.published.size(), static_cast<std::size_t>(n));
    }
}

TEST_F(RelayTest, LooksByItselfForWhatOtherProcessesCommit) {
    Relay polling{outbox_, bus_, clock_, context_.get_executor(), {.batch = 2, .gather = 1ms, .poll = 5ms}};
    polling.start();
    run();
    outbox_.events.push_back(event(1)); // committed elsewhere: nobody wakes it
    run_until_published(1);
    EXPECT_EQ(bus_.published.size(), 1U);
    polling.stop();
    run();
}

TEST_F(RelayTest, GathersWhatIsCommittedSoonAfterABatch) {
    relay_.start();
    run();
    outbox_.commit(1);
    run();
    outbox_.commit(2);
    outbox_.commit(3);
    run_until_published(3);
    EXPECT_EQ(bus_.batches, (std::vector<std::size_t>{1, 2}));
}

TEST_F(RelayTest, MovesWhatIsCommittedBeforeItStarts) {
    outbox_.commit(1);
    relay_.start();
    run();
    EXPECT_EQ(bus_.published.size(), 1u);
}

TEST_F(RelayTest, KeepsAndRepeatsWhatCouldNotBePublished) {
    bus_.failures = 3;
    outbox_.events.push_back(event(1));
    outbox_.events.push_back(event(2));
    relay_.start();
    run_until_published(2);
    EXPECT_EQ(bus_.published, (std::vector<std::int64_t>{1, 2}));
    EXPECT_EQ(reports_, (std::vector<std::string>(3, "the bus is away")));
}

TEST_F(RelayTest, OutlivesAnOutageOfTheStore) {
    outbox_.failures = 2;
    outbox_.events.push_back(event(1));
    relay_.start();
    run_until_published(1);
    EXPECT_EQ(reports_.size(), 2u);
    EXPECT_TRUE(outbox_.events.empty());
}

TEST_F(RelayTest, SaysHowOldTheOldestWaitingEventIs) {
    EXPECT_EQ(relay_.lag().events, 0u);
    bus_.failures = 1;
    outbox_.events.push_back(event(1000));
    relay_.start();
    run();
    EXPECT_EQ(relay_.lag().events, 1u);
    EXPECT_EQ(relay_.lag().oldest_age, 4000ms);
    run_until_published(1);
    EXPECT_EQ(relay_.lag().events, 0u);
    EXPECT_EQ(relay_.lag().oldest_age, 0ms);
}

TEST_F(RelayTest, EndsWhenItIsStopped) {
    relay_.start();
    run();
    EXPECT_TRUE(relay_.is_running());
    relay_.stop();
    run();
    EXPECT_FALSE(relay_.is_running());
    EXPECT_TRUE(context_.stopped()) << "nothing of it keeps the executor busy";
    outbox_.commit(1);
    run();
    EXPECT_TRUE(bus_.published.empty());
}

TEST(BackOff, DoublesUpToItsLongest) {
    const BackOff back_off{.first = 1s, .longest = 60s};
    EXPECT_EQ(back_off.after(1), 1s);
    EXPECT_EQ(back_off.after(2), 2s);
    EXPECT_EQ(back_off.after(6), 32s);
    EXPECT_EQ(back_off.after(7), 60s);
    EXPECT_EQ(back_off.after(1'000'000), 60s);
}

} // namespace
} // namespace resuelve::events
