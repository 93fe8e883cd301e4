#include "domain/incidents/working_days.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace resuelve::incidents {
namespace {

using namespace std::chrono;
using namespace std::chrono_literals;

Instant at(std::string_view text) {
    return parse_rfc3339(text).value();
}

/// Anonymous Gregorian computus (Meeus 1991).
sys_days easter(int y) {
    const int a = y % 19, b = y / 100, c = y % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    const int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    const int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
    return year{y} / month{static_cast<unsigned>(n / 31)} / day{static_cast<unsigned>(n % 31 + 1)};
}

bool listed(std::span<const year_month_day> table, sys_days day) {
    return std::ranges::find(table, year_month_day{day}) != table.end();
}

// The worked examples of the rules: law 10/2025 art. 17.1, 13.3 and 17.3.
TEST(WorkingDays, OfAClaimFiledOnAFridayEndFifteenLaterWithoutTheHolidaysOfDecember) {
    EXPECT_EQ(spain().after_working_days(at("2026-11-27T18:00:00+01:00"), 15), at("2026-12-22T23:59:59.999+01:00"));
    EXPECT_EQ(spain().after_working_days(at("2026-11-27T18:00:00+01:00"), 1), at("2026-11-30T23:59:59.999+01:00"));
}

TEST(WorkingDays, OfAnUndueChargeAreCalendarDays) {
    EXPECT_EQ(spain().after_days(at("2026-11-28T11:00:00+01:00"), 5), at("2026-12-03T23:59:59.999+01:00"));
}

TEST(WorkingDays, BeginAtLocalMidnight) {
    EXPECT_EQ(spain().after_working_days(at("2026-11-26T22:59:59Z"), 1), at("2026-11-27T23:59:59.999+01:00"));
    EXPECT_EQ(spain().after_working_days(at("2026-11-26T23:00:00Z"), 1), at("2026-11-30T23:59:59.999+01:00"));
}

TEST(WorkingDays, EndInSummerTimeWhenItHasBegunMeanwhile) {
    EXPECT_EQ(spain().after_days(at("2027-03-27T10:00:00+01:00"), 1), at("2027-03-28T23:59:59.999+02:00"));
}

TEST(WorkingDays, OfGranadaLeaveOutItsOwn) {
    EXPECT_TRUE(spain().is_working_day(local_days{2026y / 6 / 4}));
    EXPECT_FALSE(granada().is_working_day(local_days{2026y / 6 / 4})) << "Corpus Christi";
    EXPECT_FALSE(granada().is_working_day(local_days{2026y / 12 / 8})) << "national";
}

TEST(Holidays, AreTheNationalOnesOfEveryYear) {
    for (int y = 2025; y <= 2030; ++y) {
        EXPECT_TRUE(listed(national_holidays(), easter(y) - days{2})) << "Good Friday " << y;
        for (const auto day : {January / 1, January / 6, May / 1, August / 15, October / 12, November / 1, December / 6,
                               December / 8, December / 25}) {
            sys_days kept{year{y} / day};
            if (weekday{kept} == Sunday) kept += days{1};
            EXPECT_TRUE(listed(national_holidays(), kept)) << to_iso_date(kept);
        }
    }
    EXPECT_EQ(national_holidays().size(), 6U * 10U);
}

TEST(Holidays, OfGranadaMoveWithEaster) {
    for (int y = 2025; y <= 2030; ++y) {
        EXPECT_TRUE(listed(holidays_of_granada(), easter(y) - days{3})) << "Maundy Thursday " << y;
        EXPECT_TRUE(listed(holidays_of_granada(), easter(y) + days{60})) << "Corpus Christi " << y;
    }
}

TEST(Calendar, RefusesAZoneThatDoesNotExist) {
    EXPECT_THROW((Calendar{"Europe/Graná", {}}), std::runtime_error);
}

RC_GTEST_PROP(WorkingDays, AreAsManyAsANaiveCountFinds, ()) {
    const auto from = at("2025-01-01T00:00:00Z") + minutes{*rc::gen::inRange(0, 6 * 365 * 24 * 60)};
    const int n = *rc::gen::inRange(1, 40);
    const auto end = spain().after_working_days(from, n);
    RC_ASSERT(spain().is_working_day(spain().day_of(end)));
    RC_ASSERT(spain().day_of(end + milliseconds{1}) == spain().day_of(end) + days{1});
    int count = 0;
    for (auto day = spain().day_of(from) + days{1}; day <= spain().day_of(end); day += days{1}) {
        const sys_days plain{day.time_since_epoch()};
        const bool weekend = weekday{plain}.iso_encoding() >= 6;
        count += !weekend && !listed(national_holidays(), plain) ? 1 : 0;
    }
    RC_ASSERT(count == n);
}

} // namespace
} // namespace resuelve::incidents
