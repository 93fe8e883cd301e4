#include "domain/incidents/overview.hpp"
#include "domain/incidents/tally.hpp"
#include "tests/support/an_incident.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::incidents {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::hours;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

MATCHER_P2(Part, from, until, "") {
    return arg.from == from && arg.until == until;
}

Incident a_rated_one() {
    auto incident = testing::an_incident().with_category("envío").with_product("Cafetera \"Aroma\"").closed().now();
    incident.satisfaction = Satisfaction{.score = 4, .comment = {}};
    incident.first_answered_at = incident.created_at + 2h;
    incident.answered_at = incident.created_at + 30h;
    return incident;
}

const Instant midnight = testing::at("2026-11-27T00:00:00+01:00");
const auto friday = std::chrono::local_days{std::chrono::year{2026} / 11 / 27};

} // namespace

TEST(Facts, AreEverythingThatAReportCountsOfAnIncident) {
    using enum Figure;
    EXPECT_THAT(facts_of(a_rated_one()),
                UnorderedElementsAre(Fact{status, "closed", 0ms}, Fact{channel, "web", 0ms},
                                     Fact{category, "envío", 0ms}, Fact{closing, "confirmed", 0ms},
                                     Fact{score, "4", 0ms}, Fact{product, R"(["Cafetera \"Aroma\"","envío"])", 0ms},
                                     Fact{first_answer, "", 2h}, Fact{answer, "in_time", 30h}));
    EXPECT_THAT(facts_of(testing::an_incident().now()),
                UnorderedElementsAre(Fact{status, "registered", 0ms}, Fact{channel, "web", 0ms},
                                     Fact{category, "", 0ms}, Fact{open_priority, "normal", 0ms},
                                     Fact{open_assignee, "", 0ms}));
}

TEST(Facts, KeepProductsAndReasonsApartWhateverTheyAreCalled) {
    const ProductReason reason{.product = "a\",\"b\n", .category = "]\"\\"};
    const auto read = ProductReason::from_value(reason.to_value());
    EXPECT_EQ(read.product, reason.product);
    EXPECT_EQ(read.category, reason.category);
}

TEST(Tallies, OfAnIncidentThatComesAndGoesAreNone) {
    Tallies tallies;
    tallies += Tallies{a_rated_one()};
    EXPECT_FALSE(tallies.empty());
    tallies -= Tallies{a_rated_one()};
    EXPECT_TRUE(tallies.empty());
}

TEST(Tallies, OfAChangeAreWhatItMoves) {
    const auto before = testing::an_incident().now();
    const auto after = testing::an_incident().in_progress().now();
    Tallies change{after};
    change -= Tallies{before};
    std::map<std::string, std::int64_t> moved;
    for (const auto& [key, tally] : change)
        moved[key.value] = tally.count;
    EXPECT_EQ(
        moved,
        (std::map<std::string, std::int64_t>{
            {"registered", -1}, {"in_progress", 1}, {"", -1}, {testing::an_agent().employee_id().to_string(), 1}}));
}

TEST(Tallies, CountAsTheIncidentsThemselves) {
    const OverviewQuery all{.now = testing::filing_time + days{40}};
    OverviewCount one_by_one{all};
    Tallies tallies;
    for (int i = 0; i < 14; ++i) {
        const auto incident = i % 3 == 0 ? a_rated_one() : testing::an_incident().in(static_cast<Status>(i % 7)).now();
        one_by_one.add_facts(incident);
        tallies += Tallies{incident};
    }
    OverviewCount summed{all};
    for (const auto& [key, tally] : tallies)
        summed.add({.figure = key.figure, .value = key.value, .tally = tally});
    EXPECT_EQ(summed.overview(), one_by_one.overview());
    EXPECT_EQ(summed.overview().total, 14);
    EXPECT_EQ(summed.overview().by_product.at("Cafetera \"Aroma\"").at("envío"), 5);
}

TEST(AgeClasses, BeginWithTheDayThatAnIncidentIsOld) {
    const auto classes = age_classes({.now = midnight});
    std::vector<int> days_of;
    for (const auto& age : classes)
        days_of.push_back(age.days);
    EXPECT_THAT(days_of, ElementsAre(0, 1, 3, 7, 15, 30));
    EXPECT_EQ(classes[1].until, midnight - days{1} + 1ms) << "exactly a day old";
    EXPECT_EQ(classes[0].from, classes[1].until);
    EXPECT_FALSE(classes[0].until) << "a clock may be behind";
    EXPECT_FALSE(classes[5].from);
}

TEST(AgeClasses, EndWithTheTimeThatIsAskedFor) {
    const auto classes = age_classes({.now = midnight, .from = midnight - days{2}, .until = midnight - days{1}});
    ASSERT_EQ(classes.size(), 1U);
    EXPECT_EQ(classes[0].days, 1);
    EXPECT_EQ(classes[0].from, midnight - days{2});
    EXPECT_EQ(classes[0].until, midnight - days{1});
}

TEST(TalliedPeriods, WithoutEndsAreTalliesAlone) {
    const TalliedPeriod period{{.now = midnight}};
    EXPECT_FALSE(period.first_day);
    EXPECT_FALSE(period.end_day);
    EXPECT_THAT(period.cut_days, IsEmpty());
}

TEST(TalliedPeriods, OfWholeDaysCutNone) {
    const TalliedPeriod period{{.now = midnight, .from = midnight, .until = midnight + days{3}}};
    EXPECT_EQ(period.first_day, friday);
    EXPECT_EQ(period.end_day, friday + days{3});
    EXPECT_THAT(period.cut_days, IsEmpty());
}

TEST(TalliedPeriods, CutTheDaysInWhichTheyBeginAndEnd) {
    const auto from = midnight + 1ms;
    const auto until = midnight + days{2} + 5h;
    const TalliedPeriod period{{.now = midnight, .from = from, .until = until}};
    EXPECT_EQ(period.first_day, friday + days{1});
    EXPECT_EQ(period.end_day, friday + days{2});
    EXPECT_THAT(period.cut_days, ElementsAre(Part(from, midnight + days{1}), Part(midnight + days{2}, until)));
}

TEST(TalliedPeriods, WithinADayHaveNoWholeOne) {
    const TalliedPeriod period{{.now = midnight, .from = midnight + 1h, .until = midnight + 2h}};
    EXPECT_EQ(period.first_day, period.end_day);
    EXPECT_THAT(period.cut_days, ElementsAre(Part(midnight + 1h, midnight + 2h)));
    const TalliedPeriod over_midnight{{.now = midnight, .from = midnight - 1h, .until = midnight + 2h}};
    EXPECT_EQ(over_midnight.first_day, over_midnight.end_day);
    EXPECT_THAT(over_midnight.cut_days, ElementsAre(Part(midnight - 1h, midnight), Part(midnight, midnight + 2h)));
    const TalliedPeriod backwards{{.now = midnight, .from = midnight + 2h, .until = midnight + 1h}};
    EXPECT_EQ(backwards.first_day, backwards.end_day);
    EXPECT_THAT(backwards.cut_days, IsEmpty());
}

} // namespace resuelve::incidents
