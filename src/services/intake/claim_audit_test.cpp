#include "services/intake/intake_test.hpp"

namespace resuelve::intake {
namespace {

TEST_F(IntakeTest, AuditsASessionThatAMailedLinkOpensAndNotAWrongLink) {
    const auto reference = api.post(somebody(), "/api/v1/claims",
                                    R"({"subject":"La cafetera gotea","description":"Gotea desde el primer día.",)"
                                    R"("contact":{"name":"Fermín Oso","email":"fermin@example.org"}})")
                               .text("reference");
    api.post(somebody(), "/api/v1/claims/" + reference + "/access", R"({"email":"fermin@example.org"})");
    const std::string token{std::string_view{shop.bus.published.back().data.at("token").as_string()}};
    const auto body = fmt::format(R"({{"token":"{}"}})", token);

    EXPECT_EQ(api.post(somebody(), "/api/v1/claims/sessions", body).status, 200U);
    EXPECT_EQ(api.post(somebody(), "/api/v1/claims/sessions", body).status, 404U);

    const auto records = shop.audit.records();
    ASSERT_EQ(records.size(), 1U);
    EXPECT_EQ(records[0].record.act, access::Audited::signed_in);
    EXPECT_EQ(records[0].record.detail, "mailed link");
    EXPECT_EQ(records[0].record.subject, run(shop.incidents.find(*incidents::Reference::parse(reference)))->id.value);
}

} // namespace
} // namespace resuelve::intake
