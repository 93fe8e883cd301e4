#include "services/resolution/resolution_test.hpp"

namespace resuelve::resolution {
namespace {

struct Reports : ResolutionTest {
    Reports() {
        shop.keep(an_incident().numbered(1).registered());
        shop.keep(an_incident().numbered(2).with_category("transporte").in_progress());
        shop.keep(an_incident().numbered(3).closed());
    }
    boost::json::object report(std::string name) {
        const auto answered = api.get(a_supervisor(), "/api/v1/reports/" + name);
        EXPECT_EQ(answered.status, 200U) << answered.body;
        return answered.json();
    }
};

TEST_F(Reports, CountWhatThereIs) {
    const auto overview = report("overview");
    EXPECT_EQ(overview.at("total"), 3);
    EXPECT_EQ(overview.at("open"), 2);
    EXPECT_EQ(overview.at("by_status").at("in_progress"), 1);
    EXPECT_EQ(overview.at("by_status").at("awaiting_customer"), 0) << "what never occurs is there, too";
    EXPECT_EQ(overview.at("by_closing").at("confirmed"), 1);
    EXPECT_EQ(report("ageing").at("open"), 2);
    EXPECT_EQ(report("service-levels").at("answered_in_time"), 1);
    EXPECT_EQ(report("service-levels").at("share_in_time"), 1.0);
    EXPECT_EQ(report("reasons").at("by_category").as_array().size(), 2U);
    EXPECT_TRUE(report("satisfaction").at("mean_score").is_null());
}

TEST_F(Reports, NameWhoWorks) {
    const auto workload = report("workload");
    bool named = false;
    for (const auto& row : workload.at("open_by_assignee").as_array())
        named |= row.at("name") == "Berta Gil";
    EXPECT_TRUE(named);
}

TEST_F(Reports, SayWhoseDeadlinesPass) {
    const auto of_berta = [&] {
        const auto workload = report("workload");
        for (const auto& row : workload.at("open_by_assignee").as_array())
            if (row.at("name") == "Berta Gil") return std::pair{row.at("overdue"), row.at("due_today")};
        throw std::runtime_error{"she has no work"};
    };
    const auto deadline = shop.stored(an_incident().numbered(2).now().id).deadlines.answer_by;
    EXPECT_EQ(of_berta(), (std::pair<boost::json::value, boost::json::value>{0, 0}));
    shop.clock.advance(deadline - shop.clock.now() - std::chrono::hours{3});
    EXPECT_EQ(of_berta(), (std::pair<boost::json::value, boost::json::value>{0, 1}));
    shop.clock.advance(std::chrono::hours{4});
    EXPECT_EQ(of_berta(), (std::pair<boost::json::value, boost::json::value>{1, 0}));
}

TEST_F(Reports, AreOfAPeriodIfAsked) {
    EXPECT_EQ(api.get(a_supervisor(), "/api/v1/reports/overview?until=2026-11-27").json().at("total"), 0);
    EXPECT_EQ(api.get(a_supervisor(), "/api/v1/reports/overview?from=2026-11-27").json().at("total"), 3);
    EXPECT_EQ(api.get(a_supervisor(), "/api/v1/reports/overview?from=today").first_error(), "from malformed");
}

TEST_F(Reports, TakeADateAsTheShopsDayWhereverItIsAsked) {
    const auto keep = [&](int number, std::string_view filed) {
        shop.keep(an_incident()
                      .numbered(static_cast<std::uint8_t>(number))
                      .with_product("Reloj")
                      .filed_at(incidents::testing::at(filed)));
    };
    keep(10, "2026-03-28T23:59:59.999+01:00");
    keep(11, "2026-03-29T00:00:00.000+01:00");
    keep(12, "2026-03-29T23:59:59.999+02:00"); // of the 23 hours of that day, the last
    keep(13, "2026-03-30T00:00:00.000+02:00");
    const auto total = [&](const std::string& query) { return report("overview?product=Reloj&" + query).at("total"); };
    EXPECT_EQ(total("from=2026-03-29"), 3);
    EXPECT_EQ(total("from=2026-03-29&until=2026-03-30"), 2);
    EXPECT_EQ(total("until=2026-03-29"), 1);
    EXPECT_EQ(total("from=2026-03-29T00:00:00Z"), 2) << "a moment is what it says";
    EXPECT_EQ(report("overview?from=2026-03-29").at("from"), "2026-03-28T23:00:00.000Z");
    EXPECT_EQ(report("daily?product=Reloj&from=2026-03-29&until=2026-03-30").at("items").at(0).at("total"), 2);
    const auto listed = api.get(a_supervisor(), "/api/v1/incidents?product=Reloj&opened_from=2026-03-29&"
                                                "opened_until=2026-03-30");
    EXPECT_EQ(listed.json().at("items").as_array().size(), 2U);
}

TEST_F(Reports, AreOfATeamOrAProductIfAsked) {
    shop.keep(an_incident().numbered(4).with_product("Cafetera").with_category("avería"));
    shop.keep(an_incident().numbered(5).with_product("Cafetera"));
    shop.keep(an_incident().numbered(6).with_product("Tetera").in_team(TeamId{uuid(50)}));
    const auto products = report("reasons").at("by_product").as_array();
    ASSERT_EQ(products.size(), 2U);
    EXPECT_EQ(products.at(0).at("product"), "Cafetera") << "most incidents first";
    EXPECT_EQ(products.at(0).at("count"), 2);
    EXPECT_EQ(products.at(0).at("by_category").as_array().size(), 2U);
    EXPECT_TRUE(products.at(0).at("by_category").at(0).at("category").is_null());
    EXPECT_EQ(report("overview?product=Cafetera").at("total"), 2);
    EXPECT_EQ(report("overview?team=" + uuid(50).to_string()).at("total"), 1);
    EXPECT_EQ(report("overview?team=" + uuid(50).to_string()).at("team").as_string(), uuid(50).to_string());
    EXPECT_EQ(api.get(a_supervisor(), "/api/v1/reports/overview?team=north").first_error(), "team malformed");
}

TEST_F(Reports, AreForWhoDirects) {
    EXPECT_EQ(api.get(an_agent(), "/api/v1/reports/overview").status, 403U);
    EXPECT_EQ(api.get(an_admin(), "/api/v1/reports/overview").status, 200U);
    EXPECT_EQ(api.get(an_admin(), "/api/v1/reports/secrets").status, 404U);
}

} // namespace
} // namespace resuelve::resolution
