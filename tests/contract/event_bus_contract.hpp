#pragma once

#include "domain/events/event_bus.hpp"
#include "domain/events/not_yet.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <stdexcept>

namespace resuelve::contract {

/// Makes buses on one durable storage, which outlives them. Retries come after a millisecond, at most `max_attempts`.
class BusUnderTest {
public:
    static constexpr int max_attempts = 8;

    virtual ~BusUnderTest() = default;
    virtual std::unique_ptr<events::EventBus> open(boost::asio::any_io_executor executor) = 0;
    /// Ends the threads of the storage: nothing calls back into the executor afterwards.
    virtual void close() {}

    std::vector<std::string> told_failures() const { return copy_of(failures_); }
    std::vector<std::string> told_early() const { return copy_of(early_); }

protected:
    /// What every bus is told to report to. From any thread.
    std::function<void(std::string_view)> report_ = [this](std::string_view what) { keep(failures_, what); };
    std::function<void(std::string_view)> report_early_ = [this](std::string_view what) { keep(early_, what); };

private:
    void keep(std::vector<std::string>& into, std::string_view what) {
        const std::lock_guard lock{mutex_};
        into.emplace_back(what);
    }
    std::vector<std::string> copy_of(const std::vector<std::string>& told) const {
        const std::lock_guard lock{mutex_};
        return told;
    }

    mutable std::mutex mutex_;
    std::vector<std::string> failures_;
    std::vector<std::string> early_;
};

using MakeBusUnderTest = std::function<std::unique_ptr<BusUnderTest>()>;

/// What every EventBus does.
class EventBusContract : public testing::TestWithParam<MakeBusUnderTest> {
protected:
    using Handled = std::vector<std::int64_t>;

    void SetUp() override {
        storage_ = GetParam()();
        restart();
    }
    void TearDown() override { restart(); }

    /// As after the end of the process: only what is durable is left.
    void restart() {
        storage_->close();
        bus_.reset();
        context_ = std::make_unique<boost::asio::io_context>(1);
        bus_ = storage_->open(context_->get_executor());
    }

    /// Ends the deliveries that are under way, then the process.
    void stop_and_restart() {
        bus_->stop();
        context_->restart();
        context_->run_for(std::chrono::seconds{30});
        ASSERT_TRUE(context_->stopped()) << "the bus still has work after stop()";
        restart();
    }

    /// An event whose version tells it from others.
    events::Event event(std::int64_t number, std::string type = "incident.registered") {
        return {.id = events::EventId::make(Instant{std::chrono::milliseconds{number}}, random_),
                .type = std::move(type),
                .source = "/resuelve/intake",
                .subject = Uuid::v7(Instant{}, random_),
                .version = number,
                .time = Instant{std::chrono::milliseconds{number}},
                .traceparent = {},
                .data = {{"n", number}}};
    }

    std::vector<events::Event> events_from(std::int64_t first, std::int64_t count) {
        std::vector<events::Event> many;
        for (std::int64_t n = first; n < first + count; ++n)
            many.push_back(event(n));
        return many;
    }

    /// Subscribes a consumer that writes down the numbers of what it handles, throws at those of `poison` and waits for
    /// another event at those of `early`.
    void subscribe(std::string consumer, std::vector<std::string> types = {"*"}) {
        bus_->subscribe({consumer, std::move(types), [this, consumer](const events::Event& one) -> awaitable<void> {
                             ++tries_[consumer];
                             if (poison_.contains(one.version)) throw std::runtime_error{"poison"};
                             if (early_.contains(one.version)) throw events::NotYet{"the customer is not known yet"};
                             handled_[consumer].push_back(one.version);
                             co_return;
                         }});
    }

    template <class T>
    T wait(awaitable<T> work) {
        std::optional<T> result;
        std::exception_ptr error;
        bool ended = false;
        boost::asio::co_spawn(
            *context_,
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

    void publish(std::vector<events::Event> many) {
        wait([](events::EventBus& bus, std::vector<events::Event> to_publish) -> awaitable<bool> {
            co_await bus.publish(std::move(to_publish));
            co_return true;
        }(*bus_, std::move(many)));
    }

    void run_until(const std::function<bool()>& done) {
        const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds{60};
        context_->restart();
        while (!done()) {
            if (context_->stopped()) context_->restart();
            context_->run_one_for(std::chrono::seconds{1});
            if (std::chrono::steady_clock::now() > give_up) FAIL() << "it does not happen";
        }
    }

    void run_until_dead_letters(std::size_t count) {
        const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds{60};
        auto found = wait(bus_->dead_letters()).size();
        while (found < count && std::chrono::steady_clock::now() < give_up) {
            context_->poll_one();
            found = wait(bus_->dead_letters()).size();
        }
        EXPECT_EQ(found, count);
    }

    static Handled numbers(std::int64_t first, std::int64_t count) {
        Handled all;
        for (std::int64_t n = first; n < first + count; ++n)
            all.push_back(n);
        return all;
    }

    SeededRandom random_{7};
    std::map<std::string, Handled> handled_;
    std::map<std::string, int> tries_;
    std::set<std::int64_t> poison_;
    std::set<std::int64_t> early_;
    std::unique_ptr<BusUnderTest> storage_;
    std::unique_ptr<boost::asio::io_context> context_;
    std::unique_ptr<events::EventBus> bus_;
};

TEST_P(EventBusContract, DeliversEachEventToEachConsumerInOrder) {
    subscribe("intake");
    subscribe("resolution");
    bus_->start();
    publish(events_from(1, 300));
    publish(events_from(301, 300));
    run_until([&] { return handled_["intake"].size() == 600 && handled_["resolution"].size() == 600; });
    EXPECT_EQ(handled_["intake"], numbers(1, 600));
    EXPECT_EQ(handled_["resolution"], numbers(1, 600));
}

TEST_P(EventBusContract, DeliversTheWholeEvent) {
    events::Event got;
    bus_->subscribe({"intake", {"*"}, [&](const events::Event& one) -> awaitable<void> {
                         got = one;
                         co_return;
                     }});
    bus_->start();
    auto sent = event(5);
    sent.traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    publish({sent});
    run_until([&] { return got.version == 5; });
    EXPECT_EQ(events::to_cloud_event(got), events::to_cloud_event(sent));
}

TEST_P(EventBusContract, DeliversTheTypesThatAreSubscribedTo) {
    subscribe("all_of_incidents", {"incident.*"});
    subscribe("exact", {"incident.closed", "customer.erased"});
    subscribe("last", {"customer.erased"});
    bus_->start();
    publish({event(1, "incident.registered"), event(2, "customer.registered"), event(3, "incident.closed"),
             event(4, "incidental"), event(5, "customer.erased")});
    run_until([&] {
        return !handled_["last"].empty() && handled_["exact"].size() == 2 && handled_["all_of_incidents"].size() == 2;
    });
    EXPECT_EQ(handled_["all_of_incidents"], (Handled{1, 3}));
    EXPECT_EQ(handled_["exact"], (Handled{3, 5}));
}

TEST_P(EventBusContract, TriesAgainWhatFailedWhileOthersGoOn) {
    subscribe("intake");
    bus_->start();
    poison_ = {2};
    publish(events_from(1, 3));
    run_until([&] { return handled_["intake"].size() == 2; });
    poison_.clear();
    run_until([&] { return handled_["intake"].size() == 3; });
    EXPECT_EQ(handled_["intake"], (Handled{1, 3, 2}));
    EXPECT_TRUE(wait(bus_->dead_letters()).empty());
}

TEST_P(EventBusContract, TriesAgainWhatCameTooEarlyAndCallsItNoFailure) {
    subscribe("intake");
    bus_->start();
    early_ = {2};
    publish(events_from(1, 3));
    run_until([&] { return handled_["intake"].size() == 2 && tries_["intake"] > 3; });
    early_.clear();
    run_until([&] { return handled_["intake"].size() == 3; });
    EXPECT_EQ(handled_["intake"], (Handled{1, 3, 2}));
    EXPECT_TRUE(wait(bus_->dead_letters()).empty());
    EXPECT_EQ(storage_->told_failures(), std::vector<std::string>{});
    ASSERT_FALSE(storage_->told_early().empty());
    EXPECT_NE(storage_->told_early()[0].find("the customer is not known yet"), std::string::npos);
}

TEST_P(EventBusContract, GivesUpWhatStaysTooEarlyAsAFailureWithItsReason) {
    subscribe("intake");
    bus_->start();
    early_ = {2};
    publish({event(2)});
    run_until_dead_letters(1);
    const auto letters = wait(bus_->dead_letters());
    ASSERT_EQ(letters.size(), 1u);
    EXPECT_EQ(letters[0].attempts, BusUnderTest::max_attempts);
    EXPECT_EQ(letters[0].reason, "the customer is not known yet");
    EXPECT_EQ(storage_->told_early().size(), std::size_t{BusUnderTest::max_attempts});
    ASSERT_EQ(storage_->told_failures().size(), 1u);
    EXPECT_NE(storage_->told_failures()[0].find("gives up"), std::string::npos);
}

TEST_P(EventBusContract, KeepsWhatItGaveUpWithReasonAndAttempts) {
    subscribe("intake");
    subscribe("resolution", {"nothing"});
    bus_->start();
    poison_ = {2};
    const auto poisonous = event(2);
    publish({poisonous});
    run_until_dead_letters(1);
    const auto letters = wait(bus_->dead_letters());
    ASSERT_EQ(letters.size(), 1u);
    EXPECT_EQ(letters[0].consumer, "intake");
    EXPECT_EQ(letters[0].event.id, poisonous.id);
    EXPECT_EQ(letters[0].event.data, poisonous.data);
    EXPECT_EQ(letters[0].attempts, BusUnderTest::max_attempts);
    EXPECT_EQ(letters[0].reason, "poison");
    EXPECT_EQ(tries_["intake"], BusUnderTest::max_attempts);
}

TEST_P(EventBusContract, ReplaysADeadLetterOnce) {
    subscribe("intake");
    bus_->start();
    poison_ = {2};
    const auto poisonous = event(2);
    publish({poisonous});
    run_until_dead_letters(1);
    poison_.clear();
    EXPECT_FALSE(wait(bus_->replay("resolution", poisonous.id)));
    EXPECT_FALSE(wait(bus_->replay("intake", event(9).id)));
    EXPECT_TRUE(wait(bus_->replay("intake", poisonous.id)));
    run_until([&] { return handled_["intake"] == Handled{2}; });
    EXPECT_TRUE(wait(bus_->dead_letters()).empty());
    EXPECT_FALSE(wait(bus_->replay("intake", poisonous.id)));
}

TEST_P(EventBusContract, ReplaysADeadLetterAfterARestart) {
    subscribe("intake");
    bus_->start();
    poison_ = {2};
    const auto poisonous = event(2);
    publish({poisonous});
    run_until_dead_letters(1);
    stop_and_restart();
    poison_.clear();
    EXPECT_TRUE(wait(bus_->replay("intake", poisonous.id)));
    subscribe("intake");
    bus_->start();
    run_until([&] { return handled_["intake"] == Handled{2}; });
}

TEST_P(EventBusContract, IsNotHarmedByThreePoisonousAmongTenThousand) {
    subscribe("intake");
    subscribe("resolution");
    bus_->start();
    poison_ = {17, 5000, 9999};
    for (std::int64_t first = 1; first <= 10'000; first += 500)
        publish(events_from(first, 500));
    run_until([&] { return handled_["intake"].size() == 9'997 && handled_["resolution"].size() == 9'997; });
    run_until_dead_letters(6);
    std::set<std::int64_t> dead;
    for (const auto& letter : wait(bus_->dead_letters()))
        if (letter.consumer == "intake") dead.insert(letter.event.version);
    EXPECT_EQ(dead, poison_);
    EXPECT_EQ(handled_["intake"].size(), 9'997u);
}

TEST_P(EventBusContract, DeliversAfterARestartWhatWasPublishedBefore) {
    subscribe("intake");
    bus_->start();
    publish(events_from(1, 1));
    run_until([&] { return handled_["intake"].size() == 1; });
    stop_and_restart();
    subscribe("intake");
    publish(events_from(2, 3)); // before start()
    restart();                  // and the process dies
    subscribe("intake");
    bus_->start();
    run_until([&] { return handled_["intake"].size() >= 4; });
    const std::set<std::int64_t> once{handled_["intake"].begin(), handled_["intake"].end()};
    EXPECT_EQ(once, (std::set<std::int64_t>{1, 2, 3, 4}));
}

TEST_P(EventBusContract, LosesNothingWhenTheProcessDiesInTheMiddle) {
    for (int round = 0; round < 5; ++round) {
        subscribe("intake");
        bus_->start();
        const auto enough = handled_["intake"].size() + 100; // some may be handled while the others are published
        publish(events_from(1 + round * 400, 400));
        run_until([&] { return handled_["intake"].size() >= enough; });
        restart(); // without stop()
    }
    subscribe("intake");
    bus_->start();
    publish({event(9999)});
    std::set<std::int64_t> all; // in any order: a broker may give back later what was being delivered
    run_until([&] {
        all.insert(handled_["intake"].begin(), handled_["intake"].end());
        return all.size() == 2001;
    });
    EXPECT_TRUE(all.contains(9999));
}

TEST_P(EventBusContract, KeepsCountingAttemptsAfterARestart) {
    const auto tries_before = [&] {
        subscribe("intake");
        bus_->start();
        poison_ = {1};
        publish({event(1), event(2)});
        run_until([&] { return tries_["intake"] >= 4; });
        stop_and_restart();
        return tries_["intake"];
    }();
    subscribe("intake");
    bus_->start();
    run_until_dead_letters(1);
    EXPECT_EQ(wait(bus_->dead_letters())[0].attempts, BusUnderTest::max_attempts);
    EXPECT_EQ(tries_["intake"], BusUnderTest::max_attempts + 1) << "eight for the poison, one for the other";
    EXPECT_GE(tries_before, 4);
}

TEST_P(EventBusContract, FinishesWhatIsBeingHandledWhenItStops) {
    std::optional<boost::asio::steady_timer> gate{std::in_place, *context_,
                                                  std::chrono::steady_clock::time_point::max()};
    int begun = 0;
    int ended = 0;
    bus_->subscribe({"intake", {"*"}, [&](const events::Event&) -> awaitable<void> {
                         ++begun;
                         boost::system::error_code opened;
                         co_await gate->async_wait(boost::asio::redirect_error(use_awaitable, opened));
                         ++ended;
                     }});
    bus_->start();
    publish(events_from(1, 3));
    run_until([&] { return begun == 1; });
    bus_->stop();
    gate->cancel();
    context_->restart();
    context_->run_for(std::chrono::seconds{30});
    EXPECT_TRUE(context_->stopped());
    EXPECT_EQ(begun, 1);
    EXPECT_EQ(ended, 1);
    gate.reset(); // before its context
    stop_and_restart();
    subscribe("intake");
    bus_->start();
    run_until([&] { return handled_["intake"].size() == 2; });
    EXPECT_EQ(handled_["intake"], (Handled{2, 3}));
}

TEST_P(EventBusContract, TellsListenersWhatIsPublishedWhileItRuns) {
    Handled heard;
    bus_->listen({"incident.*"}, [&](const events::Event& one) { heard.push_back(one.version); });
    bus_->listen({"*"}, [](const events::Event&) { throw std::runtime_error{"a listener that fails"}; });
    bus_->start();
    publish({event(1), event(2, "customer.registered"), event(3)});
    run_until([&] { return heard.size() == 2; });
    EXPECT_EQ(heard, (Handled{1, 3}));
    bus_->stop();
    publish({event(4)});
    EXPECT_EQ(heard, (Handled{1, 3}));
}

} // namespace resuelve::contract
