#include "services/resolution/resolution_test.hpp"

namespace resuelve::resolution {
namespace {

using ProposeResolution = ResolutionTest;

constexpr std::string_view proposal =
    R"({"outcome":"upheld","remedy":"refund","answers":[{"point":1,"decision":"upheld","reasons":"Tiene razón."}]})";

TEST_F(ProposeResolution, AnswersEveryPoint) {
    const auto incident = shop.keep(an_incident().with_points(1).in_progress());
    const auto answered =
        api.post(an_agent(), path_of(incident, "/resolution"), std::string{proposal}, if_match(incident));
    ASSERT_EQ(answered.status, 200U) << answered.body;
    EXPECT_EQ(answered.text("status"), "resolution_proposed");
    EXPECT_EQ(answered.json().at("resolution").at("remedy"), "refund");
    EXPECT_EQ(answered.json().at("resolution").at("proposed_by"), boost::json::value(an_agent().id.to_string()));
}

TEST_F(ProposeResolution, WantsToKnowWhichVersionIsMeant) {
    const auto incident = shop.keep(an_incident().in_progress());
    const auto path = path_of(incident, "/resolution");
    EXPECT_EQ(api.post(an_agent(), path, std::string{proposal}).status, 428U);
    EXPECT_EQ(api.post(an_agent(), path, std::string{proposal}, {{"if-match", "\"1\""}}).status, 412U);
    EXPECT_EQ(api.post(an_agent(), path, std::string{proposal}, {{"if-match", "2"}}).status, 400U);
    EXPECT_EQ(shop.stored(incident.id), incident);
}

TEST_F(ProposeResolution, NamesThePointsThatAreLeftOpen) {
    const auto incident = shop.keep(an_incident().with_points(2).in_progress());
    const auto answered =
        api.post(an_agent(), path_of(incident, "/resolution"), std::string{proposal}, if_match(incident));
    EXPECT_EQ(answered.status, 422U);
    EXPECT_TRUE(answered.first_error().starts_with("/answers")) << answered.body;
}

TEST_F(ProposeResolution, GivesARetryWithItsKeyTheFirstAnswerAlthoughTheVersionHasMoved) {
    const auto incident = shop.keep(an_incident().in_progress());
    auto headers = if_match(incident);
    headers.emplace_back("idempotency-key", "once");
    const auto first = api.post(an_agent(), path_of(incident, "/resolution"), std::string{proposal}, headers);
    const auto again = api.post(an_agent(), path_of(incident, "/resolution"), std::string{proposal}, headers);
    EXPECT_EQ(first.status, 200U);
    EXPECT_EQ(again.status, 200U);
    EXPECT_EQ(again.body, first.body);
}

} // namespace
} // namespace resuelve::resolution
