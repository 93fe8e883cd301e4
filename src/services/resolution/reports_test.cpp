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

TEST_F(Reports, AreOfAPeriodIfAsked) {
    EXPECT_EQ(api.get(a_supervisor(), "/api/v1/reports/overview?until=2026-11-27").json().at("total"), 0);
    EXPECT_EQ(api.get(a_supervisor(), "/api/v1/reports/overview?from=2026-11-27").json().at("total"), 3);
    EXPECT_EQ(api.get(a_supervisor(), "/api/v1/reports/overview?from=today").first_error(), "from malformed");
}

TEST_F(Reports, AreForWhoDirects) {
    EXPECT_EQ(api.get(an_agent(), "/api/v1/reports/overview").status, 403U);
    EXPECT_EQ(api.get(an_admin(), "/api/v1/reports/overview").status, 200U);
    EXPECT_EQ(api.get(an_admin(), "/api/v1/reports/secrets").status, 404U);
}

} // namespace
} // namespace resuelve::resolution
