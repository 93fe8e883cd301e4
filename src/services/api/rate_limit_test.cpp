#include "platform/http/problem.hpp"
#include "services/api/rate_limit.hpp"

#include <gtest/gtest.h>

namespace resuelve::api {
namespace {

using namespace std::chrono_literals;

constexpr Instant start{1'800'000'000'000ms};

TEST(RateLimit, RefusesASourceAtItsLimitAndSaysHowLong) {
    RateLimit limit{{.per_source = 2, .in_all = 10, .window = 60s}};
    limit.take("a", start);
    limit.take("a", start + 10s);
    try {
        limit.take("a", start + 20s);
        FAIL() << "a third one was let through";
    } catch (const Problem& problem) {
        EXPECT_EQ(problem.code(), Problem::too_many_requests);
        EXPECT_EQ(problem.retry_after(), 40s);
    }
}

TEST(RateLimit, CountsSourcesApartButAlsoAllTogether) {
    RateLimit limit{{.per_source = 2, .in_all = 3, .window = 60s}};
    limit.take("a", start);
    limit.take("a", start);
    limit.take("b", start);
    EXPECT_THROW(limit.take("c", start), Problem);
}

TEST(RateLimit, StartsAgainInTheNextWindowAndAfterTheClockJumpedBack) {
    RateLimit limit{{.per_source = 1, .in_all = 10, .window = 60s}};
    limit.take("a", start);
    EXPECT_THROW(limit.check("a", start + 59s), Problem);
    EXPECT_NO_THROW(limit.take("a", start + 60s));
    EXPECT_NO_THROW(limit.check("a", start - 24h));
}

TEST(RateLimit, TakesAWholeV6HouseholdAsOneSource) {
    using boost::asio::ip::make_address;
    EXPECT_EQ(source_of(make_address("2001:db8:1:2:3::1")), source_of(make_address("2001:db8:1:2:ffff::9")));
    EXPECT_NE(source_of(make_address("2001:db8:1:2::1")), source_of(make_address("2001:db8:1:3::1")));
    EXPECT_EQ(source_of(make_address("::ffff:192.0.2.1")), source_of(make_address("192.0.2.1")));
}

} // namespace
} // namespace resuelve::api
