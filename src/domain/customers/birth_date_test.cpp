#include "domain/customers/birth_date.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace resuelve::customers {
namespace {

using namespace std::chrono;

TEST(LegacyDate, IsReadWithAndWithoutLeadingZeros) {
    EXPECT_EQ(parse_legacy_date("1/2/1996"), 1996y / February / 1);
    EXPECT_EQ(parse_legacy_date("01/02/1996"), 1996y / February / 1);
    EXPECT_EQ(parse_legacy_date("29/2/2024"), 2024y / February / 29);
}

TEST(LegacyDate, IsGivenBackWithLeadingZeros) {
    EXPECT_EQ(to_legacy_date(1996y / June / 9), "09/06/1996");
}

TEST(LegacyDate, RefusesWhatIsNoDay) {
    for (const auto* text : {"", "1996-06-29", "30/2/2024", "29/2/2023", "0/1/2000", "1/13/2000", "1/1/00",
                             "001/1/2000", "1/1/20000", " 1/1/2000", "1/1/2000 ", "-1/1/2000", "1/1", "a/b/cccc"})
        EXPECT_FALSE(parse_legacy_date(text)) << text;
}

TEST(LegacyDate, ReadsBackWhatItWrites) {
    EXPECT_TRUE(rc::check([] {
        const year_month_day date{sys_days{days{*rc::gen::inRange(-100'000, 100'000)}}};
        RC_ASSERT(parse_legacy_date(to_legacy_date(date)) == date);
    }));
}

TEST(BirthDate, LiesBetween1900AndToday) {
    const year_month_day today = 2026y / November / 24;
    EXPECT_TRUE(is_plausible(1900y / January / 1, today));
    EXPECT_TRUE(is_plausible(today, today));
    EXPECT_FALSE(is_plausible(2026y / November / 25, today));
    EXPECT_FALSE(is_plausible(1899y / December / 31, today));
}

} // namespace
} // namespace resuelve::customers
