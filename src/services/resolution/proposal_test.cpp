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

struct Approvals : ResolutionTest {
    Approvals() { resolution.proposal_limit_cents = 10'000; }

    Answered act(access::Actor actor, std::string_view path, std::string body) {
        return api.post(std::move(actor), path_of(incident, path), std::move(body), if_match(shop.stored(incident.id)));
    }
    static std::string gift(int cents) {
        return fmt::format(R"({{"outcome":"upheld","remedy":"refund","answers":[{{"point":1,"decision":"upheld",)"
                           R"("reasons":"Tiene razón.","amount_cents":{}}}]}})",
                           cents);
    }

    incidents::Incident incident = shop.keep(an_incident().in_team(kitchen).with_points(1).in_progress());
    access::Actor agent = agent_of(kitchen);
};

TEST_F(Approvals, AreWantedAboveTheShopsLimitAlone) {
    const auto refused = act(agent, "/resolution", gift(10'001));
    EXPECT_EQ(refused.status, 403U);
    EXPECT_EQ(refused.text("type"), "/problems/approval-required");
    EXPECT_EQ(shop.stored(incident.id), incident);
    EXPECT_EQ(api.get(agent, path_of(incident)).json().at("proposal_limit_cents"), 10'000);
    EXPECT_TRUE(api.get(a_supervisor(), path_of(incident)).json().at("proposal_limit_cents").is_null());
    EXPECT_EQ(act(a_supervisor(), "/resolution", gift(10'001)).status, 200U);
}

TEST_F(Approvals, GoFromTheAgentToTheSupervisorAndBack) {
    auto answered = act(agent, "/approval-request", gift(24'900));
    ASSERT_EQ(answered.status, 200U) << answered.body;
    EXPECT_EQ(answered.json().at("approval").at("status"), "requested");
    EXPECT_EQ(answered.text("status"), "in_progress");
    EXPECT_EQ(act(agent, "/approval-request", gift(24'900)).status, 409U);
    EXPECT_EQ(act(agent, "/approval", "{}").status, 403U);
    EXPECT_EQ(act(a_supervisor(), "/approval-return", "{}").first_error().substr(0, 8), "/comment");
    answered = act(a_supervisor(), "/approval-return", R"({"comment":"El envío no"})");
    EXPECT_EQ(answered.json().at("approval").at("return_comment"), "El envío no");
    EXPECT_EQ(subjects(agent, "approval=returned"), std::vector{incident.subject});
    EXPECT_TRUE(subjects(agent, "approval=requested").empty());
    EXPECT_EQ(act(agent, "/approval-request", gift(19'900)).status, 200U);
    answered = act(a_supervisor(), "/approval", "");
    ASSERT_EQ(answered.status, 200U) << answered.body;
    EXPECT_TRUE(answered.json().at("approval").is_null());
    const auto resolution = answered.json().at("resolution");
    EXPECT_EQ(resolution.at("answers").at(0).at("amount_cents"), 19'900);
    EXPECT_EQ(resolution.at("proposed_by"), boost::json::value(agent.id.to_string()));
    EXPECT_EQ(resolution.at("approved_by"), boost::json::value(a_supervisor().id.to_string()));
}

TEST_F(Approvals, AreMeantForTheVersionThatWasRead) {
    ASSERT_EQ(act(agent, "/approval-request", gift(24'900)).status, 200U);
    const auto path = path_of(incident, "/approval");
    EXPECT_EQ(api.post(a_supervisor(), path, "{}").status, 428U);
    EXPECT_EQ(api.post(a_supervisor(), path, "{}", if_match(incident)).status, 412U);
}

TEST_F(Approvals, OfOnesOwnAreAnothersToGive) {
    ASSERT_EQ(act(a_supervisor(), "/approval-request", gift(24'900)).status, 200U);
    EXPECT_EQ(act(a_supervisor(), "/approval", "{}").status, 403U);
    EXPECT_EQ(act(an_admin(), "/approval", "{}").status, 200U);
}

} // namespace
} // namespace resuelve::resolution
