// What becomes of events when the broker, its queues or a consumer fail, each against a real broker.
#include "adapters/memory/attempts.hpp"
#include "adapters/rabbitmq/event_bus.hpp"
#include "adapters/rabbitmq/fields.hpp"
#include "domain/events/relay.hpp"
#include "platform/http/problem.hpp"
#include "tests/support/own_broker.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <set>

namespace resuelve::rabbitmq {
namespace {

using namespace std::chrono_literals;
using testing_support::OwnBroker;

/// One for all tests of the file: it takes seconds to start. Each test has its own names in it.
OwnBroker& broker() {
    static OwnBroker one;
    return one;
}

/// Counts in memory, and can be away.
class Counter final : public events::Attempts {
public:
    awaitable<int> count(std::string consumer, events::EventId event) override {
        if (away) throw std::runtime_error{"the store is away"};
        return store_.count(std::move(consumer), event);
    }
    awaitable<void> forget(std::string consumer, events::EventId event) override {
        return store_.forget(std::move(consumer), event);
    }
    awaitable<void> forget_before(Instant then) override { return store_.forget_before(then); }

    std::atomic<bool> away = false;

private:
    SystemClock clock_;
    memory::Attempts store_{clock_};
};

/// A store's outbox, in memory.
class Outbox final : public events::Outbox {
public:
    awaitable<std::vector<events::Event>> waiting(std::size_t limit) override {
        co_return std::vector<events::Event>(
            events.begin(), events.begin() + std::min(std::ssize(events), static_cast<std::ptrdiff_t>(limit)));
    }
    awaitable<void> published(std::vector<events::EventId> ids) override {
        const std::set<events::EventId> gone{ids.begin(), ids.end()};
        std::erase_if(events, [&](const auto& event) { return gone.contains(event.id); });
        co_return;
    }
    void on_commit(std::function<void()>) override {}

    std::deque<events::Event> events;
};

class RabbitMqFailures : public testing::Test {
protected:
    Settings settings(std::vector<Interest> others = {}) {
        return {.uri = broker().uri(),
                .prefix = prefix_,
                .others = std::move(others),
                .delivery = {.max_attempts = 4,
                             .back_off = {.first = 1ms, .longest = 1ms},
                             .outage_pause = 20ms,
                             .report = [this](std::string_view what) { report(what); }},
                .check_time = 200ms,
                .silence = 500ms,
                .reconnect = {.first = 50ms, .longest = 200ms},
                .listeners_missed = [this] { ++missed_; }};
    }
    std::unique_ptr<EventBus> open(Settings with) {
        return std::make_unique<EventBus>(attempts_, clock_, random_, context_.get_executor(), std::move(with));
    }
    std::unique_ptr<EventBus> open() { return open(settings()); }

    void subscribe(EventBus& bus, const std::string& consumer, std::vector<std::string> types = {"incident.*"}) {
        bus.subscribe({consumer, std::move(types), [this, consumer](const events::Event& event) -> awaitable<void> {
                           ++tries_;
                           if (poison_) throw std::runtime_error{"poison"};
                           handled_[consumer].insert(event.version);
                           co_return;
                       }});
    }

    events::Event event(std::int64_t number, std::string type = "incident.registered") {
        return {.id = events::EventId::make(clock_.now(), random_),
                .type = std::move(type),
                .source = "/resuelve/intake",
                .subject = {},
                .version = number,
                .time = clock_.now(),
                .traceparent = {},
                .data = {}};
    }

    template <class T>
    T wait(awaitable<T> work) {
        std::optional<T> result;
        std::exception_ptr error;
        bool ended = false;
        boost::asio::co_spawn(
            context_,
            [](awaitable<T> to_do, std::optional<T>& into) -> awaitable<void> {
                into.emplace(co_await std::move(to_do));
            }(std::move(work), result),
            [&](std::exception_ptr e) {
                error = e;
                ended = true;
            });
        run_until([&] { return ended; });
        if (error) std::rethrow_exception(error);
        return std::move(*result);
    }
    void publish(EventBus& bus, std::vector<events::Event> many) {
        wait([](EventBus& to, std::vector<events::Event> what) -> awaitable<bool> {
            co_await to.publish(std::move(what));
            co_return true;
        }(bus, std::move(many)));
    }
    /// Why publishing fails; empty if it does not.
    std::string refusal(EventBus& bus, events::Event one) {
        try {
            publish(bus, {std::move(one)});
        } catch (const Problem& problem) {
            EXPECT_EQ(problem.code(), Problem::unavailable);
            return problem.what();
        }
        return {};
    }
    void run_until(const std::function<bool()>& done) {
        const auto give_up = std::chrono::steady_clock::now() + 30s;
        while (!done()) {
            if (context_.stopped()) context_.restart();
            context_.run_one_for(20ms);
            if (std::chrono::steady_clock::now() > give_up)
                throw std::runtime_error{"it does not happen; reported:\n" + reports()};
        }
    }
    void run_until_handled(const std::string& consumer, std::size_t count) {
        run_until([&] { return handled_[consumer].size() == count; });
    }

    /// A connection beside the bus, as an operator has.
    template <class Work>
    void beside(Work work) {
        Connection connection{Address::parse(broker().uri()), "operator"};
        connection.open_channel(1);
        work(connection);
        connection.check(amqp_get_rpc_reply(connection.state()), "the operator's work");
        connection.close();
    }
    void put(const std::string& queue, std::string body) {
        beside([&](Connection& connection) { connection.send(1, {.key = prefix_ + queue, .body = std::move(body)}); });
    }

    void report(std::string_view what) {
        const std::lock_guard lock{reports_mutex_};
        reports_ += std::string{what} + "\n";
    }
    std::string reports() {
        const std::lock_guard lock{reports_mutex_};
        return reports_;
    }

    SystemClock clock_;
    SystemRandom random_;
    std::string prefix_ = Uuid::v7(clock_.now(), random_).to_string() + ".";
    Counter attempts_;
    boost::asio::io_context context_{1};
    std::map<std::string, std::set<std::int64_t>> handled_;
    std::size_t tries_ = 0;
    std::atomic<int> missed_ = 0;
    bool poison_ = false;
    std::mutex reports_mutex_;
    std::string reports_;
};

TEST_F(RabbitMqFailures, LoseAndForgetNothingWhenTheBrokerDiesWhileTenThousandEventsFlow) {
    auto bus = open();
    subscribe(*bus, "intake");
    subscribe(*bus, "notifications");
    bus->start();
    Outbox outbox;
    for (int n = 0; n < 10'000; ++n)
        outbox.events.push_back(event(n));
    events::Relay relay{
        outbox, *bus, clock_, context_.get_executor(), {.batch = 200, .back_off = {.first = 20ms, .longest = 100ms}}};
    relay.start();
    run_until([&] { return handled_["intake"].size() > 2000; });
    broker().kill();
    EXPECT_LT(handled_["intake"].size(), 10'000u);
    std::thread restart{[] { broker().start(); }};
    run_until_handled("intake", 10'000);
    run_until_handled("notifications", 10'000);
    restart.join();
    run_until([&] { return outbox.events.empty(); });
    EXPECT_TRUE(wait(bus->dead_letters()).empty());
    EXPECT_GE(bus->reconnects(), 2u);
    relay.stop();
    bus->stop();
    run_until([&] { return !relay.is_running(); });
}

TEST_F(RabbitMqFailures, MakeADeletedQueueAgain) {
    auto bus = open();
    subscribe(*bus, "intake");
    bus->start();
    beside([&](Connection& operators) {
        amqp_queue_delete(operators.state(), 1, bytes(prefix_ + "intake"), false, false);
    });
    publish(*bus, {event(1)}); // came back, if the consumer was not faster
    run_until_handled("intake", 1);
    run_until([&] { return reports().find("was deleted") != std::string::npos; });
}

TEST_F(RabbitMqFailures, HearAgainWhenTheirQueueWasDeletedAndMadeAgainBehindTheirBack) {
    auto bus = open();
    subscribe(*bus, "intake");
    bus->start();
    const auto channels = [](const std::string& what) {
        broker().control({"eval", "[sys:" + what +
                                      "(proplists:get_value(channel_pid, C)) || "
                                      "C <- rabbit_amqqueue:consumers_all(<<\"/\">>)]."});
    };
    channels("suspend"); // so that the broker's own news of the deletion come too late
    beside([&](Connection& operators) {
        amqp_queue_delete(operators.state(), 1, bytes(prefix_ + "intake"), false, false);
        declare_own(operators, 1, {.prefix = prefix_, .own = {{"intake", {"incident.*"}}}});
    });
    channels("resume");
    std::vector<events::Event> many;
    for (int n = 0; n < 10; ++n)
        many.push_back(event(n));
    publish(*bus, std::move(many));
    run_until_handled("intake", 10);
    EXPECT_EQ(reports().find("was deleted"), std::string::npos) << "the broker told: then this shows nothing";
}

TEST_F(RabbitMqFailures, RenewTheirConsumersInSilenceAndLoseNothing) {
    auto with = settings();
    with.check_time = 5ms;
    with.silence = 1ms;
    auto bus = open(std::move(with));
    subscribe(*bus, "intake");
    bus->start();
    for (int n = 0; n < 200; ++n) {
        publish(*bus, {event(n)});
        context_.run_for(2ms);
    }
    run_until_handled("intake", 200);
    EXPECT_TRUE(wait(bus->dead_letters()).empty());
    EXPECT_EQ(reports(), "") << "no connection was lost over it";
}

TEST_F(RabbitMqFailures, GiveWhatAnInstanceDidNotFinishToAnother) {
    auto stuck = open();
    boost::asio::io_context never_runs;
    {
        EventBus bus{attempts_, clock_, random_, never_runs.get_executor(), settings()};
        subscribe(bus, "intake");
        bus.start();
        subscribe(*stuck, "other", {"nothing"});
        stuck->start();
        std::vector<events::Event> many;
        for (int n = 0; n < 100; ++n)
            many.push_back(event(n));
        publish(*stuck, std::move(many)); // into the hands of the first one, which does nothing with it
        EXPECT_TRUE(handled_.empty());
    } // and ends
    auto other = open();
    subscribe(*other, "intake");
    other->start();
    run_until_handled("intake", 100);
    EXPECT_EQ(tries_, 100u);
}

TEST_F(RabbitMqFailures, PublishNothingPastAQueueWhoseConsumerIsAway) {
    auto bus = open(settings({{"intake", {"incident.*"}}}));
    bus->start();
    publish(*bus, {event(1)});
    beside([&](Connection& operators) {
        amqp_queue_delete(operators.state(), 1, bytes(prefix_ + "intake"), false, false);
    });
    publish(*bus, {event(2)}); // came back, and went into the queue that was made again
    EXPECT_NE(reports().find("no queue took incident.registered"), std::string::npos);
    auto consumer = open();
    subscribe(*consumer, "intake");
    consumer->start();
    run_until_handled("intake", 1);
    EXPECT_EQ(handled_["intake"], (std::set<std::int64_t>{2})) << "what was in the queue went with it";
}

TEST_F(RabbitMqFailures, LoseNothingWhenABindingIsRemovedThoughListenersStillHearTheEvent) {
    auto bus = open();
    subscribe(*bus, "intake");
    std::set<std::int64_t> heard;
    bus->listen({"incident.*"}, [&](const events::Event& one) { heard.insert(one.version); });
    bus->start();
    for (int n = 0; n < 5; ++n) {
        beside([&](Connection& operators) {
            amqp_queue_unbind(operators.state(), 1, bytes(prefix_ + "intake"), bytes(prefix_ + "resuelve.events"),
                              bytes("incident.#"), amqp_empty_table);
        });
        publish(*bus, {event(n)});
    }
    run_until_handled("intake", 5);
    run_until([&] { return heard.size() == 5; });
    EXPECT_NE(reports().find("no queue took"), std::string::npos);
}

TEST_F(RabbitMqFailures, PassOverATypeThatNobodyConsumes) {
    auto bus = open();
    subscribe(*bus, "intake", {"customer.*"});
    bus->start();
    EXPECT_EQ(refusal(*bus, event(1, "incident.noted")), "");
}

TEST_F(RabbitMqFailures, SendWhatIsNoEventToTheDeadLettersWithItsReason) {
    auto bus = open();
    subscribe(*bus, "intake");
    bus->start();
    put("intake", "{\"specversion\":");
    put("intake", R"({"specversion":"1.0","id":"seven"})");
    publish(*bus, {event(3)});
    run_until_handled("intake", 1);
    std::vector<events::DeadLetter> letters;
    run_until([&] { return (letters = wait(bus->dead_letters())).size() == 2; });
    EXPECT_EQ(letters[0].event.type, "message.unparsable");
    EXPECT_EQ(letters[0].event.data.at("text").as_string(), "{\"specversion\":");
    EXPECT_TRUE(letters[0].reason.starts_with("is no CloudEvents 1.0 event")) << letters[0].reason;
    EXPECT_NE(letters[1].reason.find("time is missing"), std::string::npos) << letters[1].reason;
    EXPECT_NE(letters[0].event.id, letters[1].event.id);
    EXPECT_TRUE(wait(bus->replay("intake", letters[0].event.id))); // no better now
    run_until([&] { return bus->lags().at(0).figures.died == 3; });
    EXPECT_EQ(wait(bus->dead_letters()).size(), 2u);
}

TEST_F(RabbitMqFailures, DoNotCountAsAttemptsWhileTheConsumersStoreIsAway) {
    auto bus = open();
    subscribe(*bus, "intake");
    bus->start();
    poison_ = attempts_.away = true;
    publish(*bus, {event(1)});
    run_until([&] { return tries_ > 10; });
    poison_ = attempts_.away = false;
    run_until_handled("intake", 1);
    EXPECT_TRUE(wait(bus->dead_letters()).empty());
}

TEST_F(RabbitMqFailures, RefuseEventsAtOnceWhileTheBrokerIsShortOfMemory) {
    auto bus = open();
    subscribe(*bus, "intake");
    bus->start();
    publish(*bus, {event(1)});
    broker().control({"set_vm_memory_high_watermark", "0"});
    const auto before = std::chrono::steady_clock::now();
    EXPECT_NE(refusal(*bus, event(2)).find("short of memory or disk"), std::string::npos);
    EXPECT_NE(refusal(*bus, event(3)).find("short of memory or disk"), std::string::npos);
    EXPECT_LT(std::chrono::steady_clock::now() - before, 5s);
    broker().control({"set_vm_memory_high_watermark", "0.4"});
    run_until([&] { return refusal(*bus, event(4)).empty(); });
    run_until([&] { return handled_["intake"].contains(4); });
    EXPECT_EQ(bus->reconnects(), 0u);
}

TEST_F(RabbitMqFailures, TellListenersThatTheyMayHaveMissedSomething) {
    auto bus = open();
    std::set<std::int64_t> heard;
    bus->listen({"incident.*"}, [&](const events::Event& one) { heard.insert(one.version); });
    bus->start();
    EXPECT_EQ(missed_, 1) << "what was published before it began to hear";
    broker().control({"close_all_connections", "test"});
    run_until([&] { return missed_ == 2; });
    run_until([&] { return refusal(*bus, event(1)).empty(); }); // its own connection may come back later
    run_until([&] { return heard.contains(1); });               // whatever is published since they were told
}

TEST_F(RabbitMqFailures, ShowHowMuchWaits) {
    auto bus = open(settings({{"resolution", {"incident.*"}}}));
    subscribe(*bus, "intake");
    poison_ = true;
    bus->start();
    publish(*bus, {event(1), event(2)});
    run_until([&] { return bus->lags().at(0).dead == 2; });
    const auto lag = bus->lags().at(0);
    EXPECT_EQ(lag.consumer, "intake");
    EXPECT_EQ(lag.events, 0u);
    EXPECT_EQ(lag.figures.failed, 8u);
    EXPECT_EQ(lag.figures.died, 2u);
}

TEST_F(RabbitMqFailures, ArePassedOverAtTheStartWhenTheBrokerIsAwayAndMadeUpForLater) {
    broker().kill();
    auto bus = open();
    subscribe(*bus, "intake");
    bus->start();
    EXPECT_FALSE(bus->is_connected());
    EXPECT_NE(refusal(*bus, event(1)).find("does not take events"), std::string::npos);
    std::thread restart{[] { broker().start(); }};
    run_until([&] { return refusal(*bus, event(2)).empty(); });
    run_until([&] { return handled_["intake"].contains(2) && bus->is_connected(); });
    restart.join();
}

} // namespace
} // namespace resuelve::rabbitmq
