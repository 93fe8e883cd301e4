#include "domain/access/throttle.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace resuelve::access {
namespace {

using namespace std::chrono_literals;

class Throttle : public testing::Test {
protected:
    bool attempt(std::string_view account, std::string_view from = "203.0.113.7", bool known_device = false) {
        wait = throttle.attempt(account, boost::asio::ip::make_address(from), known_device);
        return !wait;
    }
    void succeed(std::string_view account, std::string_view from = "203.0.113.7") {
        throttle.succeeded(account, boost::asio::ip::make_address(from));
    }
    /// The same account from ever new ranges.
    bool attempt_from_elsewhere(std::string_view account) {
        return attempt(account, "198.51." + std::to_string(++elsewhere % 250) + ".1");
    }

    ManualClock clock{Instant{1'790'000'000s}};
    SignInThrottle throttle{clock};
    std::optional<std::chrono::seconds> wait;
    int elsewhere = 0;
};

TEST_F(Throttle, LetsFiveFailuresPassThenWaitsTwiceAsLongEachTime) {
    for (int i = 0; i < 5; ++i)
        EXPECT_TRUE(attempt_from_elsewhere("ana"));
    for (const auto expected : {1s, 2s, 4s, 8s, 16s, 32s, 64s, 128s, 256s, 512s, 900s, 900s}) {
        EXPECT_FALSE(attempt_from_elsewhere("ana"));
        EXPECT_EQ(wait, expected);
        clock.advance(expected - 1ms);
        EXPECT_FALSE(attempt_from_elsewhere("ana"));
        clock.advance(1ms);
        EXPECT_TRUE(attempt_from_elsewhere("ana"));
    }
    EXPECT_TRUE(attempt_from_elsewhere("eva"));
}

TEST_F(Throttle, ForgetsTheAccountsFailuresAfterASuccess) {
    for (int i = 0; i < 5; ++i)
        attempt("ana");
    succeed("ana");
    EXPECT_TRUE(attempt("ana"));
}

TEST_F(Throttle, CountsBeforeTheOutcomeIsKnown) {
    int let_in = 0;
    for (int i = 0; i < 100; ++i)
        let_in += attempt_from_elsewhere("ana"); // all at once, none has answered
    EXPECT_EQ(let_in, 5);
}

TEST_F(Throttle, NeverLocksAKnownDeviceOut) {
    for (int i = 0; i < 5; ++i)
        attempt_from_elsewhere("ana");
    EXPECT_FALSE(attempt_from_elsewhere("ana"));
    EXPECT_TRUE(attempt("ana", "192.0.2.1", true));
}

TEST_F(Throttle, WatchesRangesToo) {
    for (int i = 0; i < 20; ++i)
        EXPECT_TRUE(attempt("a" + std::to_string(i), "203.0.113." + std::to_string(i)));
    EXPECT_FALSE(attempt("b", "203.0.113.99"));
    EXPECT_FALSE(attempt("b", "::ffff:203.0.113.99"));
    EXPECT_TRUE(attempt("b", "203.0.114.1"));
    for (int i = 0; i < 20; ++i)
        attempt("c" + std::to_string(i), "2001:db8:0:1::" + std::to_string(i));
    EXPECT_FALSE(attempt("d", "2001:db8:0:1:ffff::1"));
    EXPECT_TRUE(attempt("d", "2001:db8:0:2::1"));
}

TEST_F(Throttle, SuccessesUseNoAllowanceUp) {
    for (int i = 0; i < 5000; ++i) {
        ASSERT_TRUE(attempt("a" + std::to_string(i))) << i;
        succeed("a" + std::to_string(i));
    }
}

TEST_F(Throttle, LimitsFailuresFromEverywhere) {
    int let_in = 0;
    for (int i = 0; i < 1000; ++i)
        let_in +=
            attempt("a" + std::to_string(i), "10." + std::to_string(i / 250) + "." + std::to_string(i % 250) + ".1");
    EXPECT_EQ(let_in, 300);
    EXPECT_EQ(wait, 1s);
    clock.advance(1s);
    EXPECT_TRUE(attempt("eva", "192.0.2.1"));
}

TEST_F(Throttle, OutlivesAClockThatJumps) {
    for (int i = 0; i < 30; ++i)
        attempt_from_elsewhere("ana"), clock.advance(20min);
    clock.advance(-24h * 400);
    EXPECT_TRUE(attempt_from_elsewhere("ana"));
    clock.advance(24h * 800);
    EXPECT_TRUE(attempt_from_elsewhere("ana"));
}

TEST_F(Throttle, IsNotEmptiedByWhoIsRefused) {
    SignInThrottle small{clock, {.remembered = 10}};
    const auto from = boost::asio::ip::make_address("192.0.2.1");
    for (int i = 0; i < 5; ++i)
        small.attempt("ana", boost::asio::ip::make_address("203.0.113.7"));
    for (int i = 0; i < 20; ++i)
        small.attempt("x", from); // five pass
    for (int i = 0; i < 15; ++i)
        small.attempt("y" + std::to_string(i % 3), from);
    EXPECT_TRUE(small.attempt("ana", boost::asio::ip::make_address("203.0.113.7")));
}

TEST(AddressRange, IsASlash24OrASlash64) {
    const auto range = [](std::string_view text) { return address_range(boost::asio::ip::make_address(text)); };
    EXPECT_EQ(range("203.0.113.7"), "203.0.113.0/24");
    EXPECT_EQ(range("::ffff:203.0.113.7"), "203.0.113.0/24");
    EXPECT_EQ(range("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
}

/// Whatever somebody does, in any time t they get at most 5 + the number of waits that fit into t.
RC_GTEST_FIXTURE_PROP(Throttle, BoundsTheGuessesOfOneAccount, ()) {
    int guesses = 0;
    auto minutes = 0;
    while (minutes < 240) {
        const auto pause = *rc::gen::inRange(0, 30);
        clock.advance(std::chrono::minutes{pause});
        minutes += pause + 1;
        clock.advance(1min);
        for (int i = 0; i < 3; ++i)
            guesses += attempt_from_elsewhere("ana");
    }
    RC_ASSERT(guesses <= 5 + 11 + (240 + 31) / 15);
}

} // namespace
} // namespace resuelve::access
