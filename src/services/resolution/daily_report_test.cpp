#include "services/resolution/resolution_test.hpp"

namespace resuelve::resolution {
namespace {

struct DailyReport : ResolutionTest {
    DailyReport() {
        shop.keep(an_incident().numbered(1).registered());
        shop.keep(an_incident().numbered(2).with_category("transporte").in_progress());
        shop.keep(an_incident().numbered(3).closed());
    }
    boost::json::object report(const std::string& query) {
        const auto answered = api.get(a_supervisor(), "/api/v1/reports/daily?" + query);
        EXPECT_EQ(answered.status, 200U) << answered.body;
        return answered.json();
    }
};

TEST_F(DailyReport, HasADayOfTheShopInEachRow) {
    shop.keep(an_incident().numbered(4).filed_at(incidents::testing::at("2026-11-26T23:30:00+01:00")).closed());
    shop.keep(an_incident()
                  .numbered(5)
                  .filed_at(incidents::testing::at("2026-11-27T00:30:00+01:00"))
                  .in_team(TeamId{uuid(50)}));
    const auto totals = [&](const std::string& query) {
        std::map<std::string, std::int64_t> totals;
        const auto figures = report(query);
        for (const auto& item : figures.at("items").as_array())
            totals[std::string{item.at("day").as_string()}] = item.at("total").as_int64();
        return totals;
    };
    using Totals = std::map<std::string, std::int64_t>;
    const Totals both{{"2026-11-26", 1}, {"2026-11-27", 4}};
    EXPECT_EQ(totals("from=2026-11-26&until=2026-11-28"), both);
    EXPECT_EQ(totals("from=2026-11-25T23:00:00Z&until=2026-11-27T23:00:00Z"), both);
    EXPECT_EQ(totals("from=2026-11-26T20:00:00Z&until=2026-11-27T08:00:00Z"), both) << "whole days";
    EXPECT_EQ(totals("from=2026-11-27&until=2026-11-28&team=" + uuid(50).to_string()), (Totals{{"2026-11-27", 1}}));
    const auto usual = report("").at("items").as_array();
    EXPECT_EQ(usual.size(), 28U);
    EXPECT_EQ(usual.back(), (boost::json::object{{"day", "2026-11-27"},
                                                 {"from", "2026-11-26T23:00:00.000Z"},
                                                 {"until", "2026-11-27T23:00:00.000Z"},
                                                 {"total", 4},
                                                 {"open", 3},
                                                 {"closed", 1},
                                                 {"answered_in_time", 1},
                                                 {"answered_late", 0}}));
}

TEST_F(DailyReport, IsOfNotTooManyDays) {
    const auto refused = [&](const std::string& query) {
        return api.get(a_supervisor(), "/api/v1/reports/daily?" + query).first_error();
    };
    EXPECT_EQ(report("from=2026-09-01&until=2026-12-02").at("items").as_array().size(), 92U);
    EXPECT_EQ(refused("from=2026-09-01&until=2026-12-03"), "from out_of_range");
    EXPECT_EQ(refused("from=2026-09-01&until=2026-09-01"), "until out_of_range");
    EXPECT_EQ(refused("from=yesterday"), "from malformed");
    EXPECT_EQ(api.get(an_agent(), "/api/v1/reports/daily").status, 403U);
}

TEST_F(DailyReport, HasDaysOfTwentyThreeAndOfTwentyFiveHours) {
    const auto hours = [&](const std::string& query) {
        const auto days = report(query).at("items").as_array();
        EXPECT_EQ(days.size(), 1U);
        const auto moment = [&](std::string_view name) {
            return incidents::testing::at(std::string_view{days.at(0).at(name).as_string()});
        };
        return (moment("until") - moment("from")) / std::chrono::hours{1};
    };
    EXPECT_EQ(hours("from=2026-03-29&until=2026-03-30"), 23);
    EXPECT_EQ(hours("from=2026-10-25&until=2026-10-26"), 25);
}

TEST_F(DailyReport, EndsWithTheDayBeforeItsEnd) {
    EXPECT_EQ(report("from=2026-11-26&until=2026-11-26T23:00:00.001Z").at("items").as_array().size(), 2U)
        << "a millisecond of the 27th is one of its days";
    EXPECT_EQ(report("from=2026-11-26&until=2026-11-26T23:00:00Z").at("items").as_array().size(), 1U);
}

} // namespace
} // namespace resuelve::resolution
