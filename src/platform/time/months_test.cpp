#include "platform/time/months.hpp"

#include <gtest/gtest.h>

namespace resuelve {
namespace {

/// In Madrid, as UTC.
std::string after(std::string_view from, int months) {
    return to_rfc3339(end_of_day_after_months(*parse_rfc3339(from), months, "Europe/Madrid"));
}

TEST(MonthsAfter, EndWithTheSameDayOfTheMonth) {
    EXPECT_EQ(after("2026-11-29T09:00:00Z", 1), "2026-12-29T22:59:59.999Z");
    EXPECT_EQ(after("2026-11-29T09:00:00Z", 3), "2027-02-28T22:59:59.999Z");
    EXPECT_EQ(after("2026-12-15T09:00:00Z", 1), "2027-01-15T22:59:59.999Z");
    EXPECT_EQ(after("2026-05-05T09:00:00Z", 0), "2026-05-05T21:59:59.999Z");
}

TEST(MonthsAfter, EndWithTheLastDayOfAMonthThatHasNoSuchDay) {
    EXPECT_EQ(after("2027-01-31T09:00:00Z", 1), "2027-02-28T22:59:59.999Z");
    EXPECT_EQ(after("2028-01-31T09:00:00Z", 1), "2028-02-29T22:59:59.999Z");
    EXPECT_EQ(after("2026-10-31T09:00:00Z", 1), "2026-11-30T22:59:59.999Z");
}

TEST(MonthsAfter, BeginWithTheLocalDay) {
    EXPECT_EQ(after("2026-06-30T21:59:59.999Z", 1), "2026-07-30T21:59:59.999Z");
    EXPECT_EQ(after("2026-06-30T22:00:00Z", 1), "2026-08-01T21:59:59.999Z") << "it is July already";
}

TEST(MonthsAfter, FollowTheClocks) {
    EXPECT_EQ(after("2026-09-25T12:00:00Z", 1), "2026-10-25T22:59:59.999Z") << "the day that has 25 hours";
    EXPECT_EQ(after("2027-02-28T12:00:00Z", 1), "2027-03-28T21:59:59.999Z") << "the day that has 23";
}

TEST(MonthsAfter, WantAZoneThatIsKnown) {
    EXPECT_THROW(end_of_day_after_months({}, 1, "Europe/Nowhere"), std::runtime_error);
}

} // namespace
} // namespace resuelve
