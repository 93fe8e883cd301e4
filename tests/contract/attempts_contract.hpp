#pragma once

#include "domain/events/attempts.hpp"
#include "platform/async/run.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>

namespace resuelve::contract {

/// An Attempts on its storage, with the clock that it reads.
struct AttemptsUnderTest {
    virtual ~AttemptsUnderTest() = default;
    virtual events::Attempts& attempts() = 0;

    ManualClock clock{Instant{std::chrono::milliseconds{1'000'000}}};
};

/// What every Attempts does.
class AttemptsContract : public testing::TestWithParam<std::function<std::unique_ptr<AttemptsUnderTest>()>> {
protected:
    events::EventId an_id() { return events::EventId::make(Instant{}, random_); }
    int count(std::string consumer, events::EventId id) {
        return run(store_->attempts().count(std::move(consumer), id));
    }

    SeededRandom random_{3};
    std::unique_ptr<AttemptsUnderTest> store_ = GetParam()();
};

TEST_P(AttemptsContract, CountsForEachConsumerAndEvent) {
    const auto one = an_id();
    const auto other = an_id();
    EXPECT_EQ(count("intake", one), 1);
    EXPECT_EQ(count("intake", one), 2);
    EXPECT_EQ(count("intake", other), 1);
    EXPECT_EQ(count("resolution", one), 1);
    EXPECT_EQ(count("intake", one), 3);
}

TEST_P(AttemptsContract, BeginAtZeroAgainOnceForgotten) {
    const auto one = an_id();
    count("intake", one);
    count("intake", one);
    count("resolution", one);
    run(store_->attempts().forget("intake", one));
    run(store_->attempts().forget("intake", an_id()));
    EXPECT_EQ(count("intake", one), 1);
    EXPECT_EQ(count("resolution", one), 2);
}

TEST_P(AttemptsContract, ThatAreOldAreForgotten) {
    const auto old = an_id();
    const auto young = an_id();
    count("intake", old);
    count("intake", young);
    store_->clock.advance(std::chrono::hours{1});
    count("intake", young);
    run(store_->attempts().forget_before(store_->clock.now()));
    EXPECT_EQ(count("intake", old), 1);
    EXPECT_EQ(count("intake", young), 3);
}

} // namespace resuelve::contract
