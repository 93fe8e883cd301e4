#include "platform/time/instant.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace resuelve {
namespace {

TEST(Instant, IsWrittenInUtcWithMilliseconds) {
    EXPECT_EQ(to_rfc3339(Instant{std::chrono::milliseconds{1'796'000'000'007}}), "2026-11-30T00:53:20.007Z");
}

TEST(Instant, IsReadWithAnOffset) {
    EXPECT_EQ(parse_rfc3339("2026-11-27T18:00:00+01:00"), parse_rfc3339("2026-11-27T17:00:00.000Z"));
}

TEST(Instant, IsCutToMilliseconds) {
    EXPECT_EQ(parse_rfc3339("2026-11-27T18:00:00.123999Z"), parse_rfc3339("2026-11-27T18:00:00.123Z"));
}

TEST(Instant, RefusesWhatIsNotRfc3339) {
    for (const auto* text : {"", "2026-11-27", "2026-02-30T00:00:00Z", "2026-11-27T24:00:00Z", "2026-11-27T10:00:00",
                             "2026-11-27T10:00:00Z ", "2026-11-27T10:00:00.Z", "2026-11-27T10:00:00+1:00",
                             "2026-1-27T10:00:00Z", "-026-11-27T10:00:00Z"})
        EXPECT_FALSE(parse_rfc3339(text)) << text;
}

TEST(IsoDate, RefusesADayThatDoesNotExist) {
    EXPECT_FALSE(parse_iso_date("2026-02-29"));
    EXPECT_TRUE(parse_iso_date("2028-02-29"));
}

RC_GTEST_PROP(Instant, IsReadBackAsWritten, ()) {
    const auto instant = Instant{std::chrono::milliseconds{*rc::gen::inRange<long long>(0, 4'102'444'800'000)}};
    RC_ASSERT(parse_rfc3339(to_rfc3339(instant)) == instant);
}

} // namespace
} // namespace resuelve
