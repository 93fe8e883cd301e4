#include "domain/incidents/daily.hpp"
#include "tests/support/an_incident.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::incidents {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::local_days;
using testing::an_incident;
using testing::at;

const local_days change_of_clocks{2026y / 3 / 29};

DailyQuery two_days() {
    return {.first_day = change_of_clocks, .end_day = change_of_clocks + days{2}};
}

std::vector<std::int64_t> totals(const DailyCount& count) {
    std::vector<std::int64_t> totals;
    for (const auto& day : count.days())
        totals.push_back(day.total);
    return totals;
}

TEST(DailyQuery, IsOfWhatWasOpenedFromTheFirstMidnightToTheLast) {
    const auto opened = two_days().opened();
    EXPECT_EQ(opened.from, at("2026-03-29T00:00:00+01:00"));
    EXPECT_EQ(opened.until, at("2026-03-31T00:00:00+02:00"));
}

TEST(DailyCount, HasEveryDayAlsoOneWithoutIncidents) {
    const auto days = DailyCount{two_days()}.days();
    EXPECT_THAT(days, ::testing::ElementsAre(DayFigures{.day = change_of_clocks},
                                             DayFigures{.day = change_of_clocks + std::chrono::days{1}}));
}

TEST(DailyCount, CountsByTheShopsDays) {
    DailyCount count{two_days()};
    for (const auto* filed : {"2026-03-28T22:59:59.999Z", "2026-03-28T23:00:00Z", "2026-03-29T21:59:59.999Z",
                              "2026-03-29T22:00:00Z", "2026-03-30T22:00:00Z"})
        count.add_facts(an_incident().filed_at(at(filed)).now());
    EXPECT_EQ(totals(count), (std::vector<std::int64_t>{2, 1}));
}

TEST(DailyCount, IsOfATeamOrAProductAlone) {
    auto query = two_days();
    query.team = TeamId{testing::uuid(50)};
    query.product = "Cafetera";
    DailyCount count{query};
    const auto morning = at("2026-03-29T09:00:00Z");
    count.add_facts(an_incident().filed_at(morning).in_team(*query.team).now());
    count.add_facts(an_incident().filed_at(morning).with_product("Cafetera").now());
    count.add_facts(an_incident().filed_at(morning).in_team(*query.team).with_product("Cafetera").now());
    EXPECT_EQ(totals(count), (std::vector<std::int64_t>{1, 0}));
}

TEST(DailyCount, SaysHowTheyStand) {
    DailyCount count{two_days()};
    count.add_facts(an_incident().filed_at(at("2026-03-29T09:00:00Z")).closed().now());
    count.add_facts(an_incident().filed_at(at("2026-03-29T10:00:00Z")).now());
    EXPECT_EQ(count.days().front(),
              (DayFigures{.day = change_of_clocks, .total = 2, .closed = 1, .answered_in_time = 1}));
}

} // namespace
} // namespace resuelve::incidents
