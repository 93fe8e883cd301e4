#include "services/intake/intake_test.hpp"

namespace resuelve::intake {
namespace {

using Settlement = IntakeTest;

TEST_F(Settlement, AcceptsAProposedResolution) {
    const auto incident = shop.keep(an_incident().resolution_proposed());
    const auto answered = api.post(ana(), path_of(incident, "/acceptance"));
    ASSERT_EQ(answered.status, 200U) << answered.body;
    EXPECT_EQ(answered.text("status"), "closed");
    EXPECT_EQ(answered.text("closed_as"), "confirmed");
    EXPECT_EQ(shop.stored(incident.id).status, incidents::Status::closed);
}

TEST_F(Settlement, SaysWhatIsAllowedInsteadWhenThereIsNothingToAccept) {
    const auto incident = shop.keep(an_incident().in_progress());
    const auto answered = api.post(ana(), path_of(incident, "/acceptance"));
    EXPECT_EQ(answered.status, 409U);
    EXPECT_EQ(answered.text("type"), "/problems/not-allowed-in-status");
    EXPECT_EQ(answered.text("current_status"), "in_progress");
    EXPECT_EQ(boost::json::serialize(answered.json().at("allowed")), R"(["reply","attach","withdraw"])");
}

TEST_F(Settlement, RefusesAResolutionWithItsPoints) {
    const auto incident = shop.keep(an_incident().with_points(2).resolution_proposed());
    const auto answered =
        api.post(ana(), path_of(incident, "/refusal"), R"({"reason":"No es lo que pedí","points":[2]})");
    EXPECT_EQ(answered.text("status"), "in_progress");
    EXPECT_EQ(api.post(ana(), path_of(incident, "/refusal"), "{}").first_error(), "/reason required");
}

TEST_F(Settlement, IsOfTheResolutionThatWasRead) {
    const auto incident = shop.keep(an_incident().resolution_proposed());
    const auto read = api.get(ana(), path_of(incident)).json().at("resolution").at("proposed_at").as_string();
    const auto decided = [&](const std::string& path, const std::string& body) {
        return api.post(ana(), path_of(incident, path), body);
    };
    const std::string older = R"("proposed_at":"2026-11-01T10:00:00Z")";
    for (const auto& refused : {decided("/acceptance", "{" + older + "}"),
                                decided("/refusal", R"({"reason":"No","points":[9],)" + older + "}")}) {
        EXPECT_EQ(refused.status, 409U);
        EXPECT_EQ(refused.text("type"), "/problems/resolution-changed");
    }
    EXPECT_EQ(shop.stored(incident.id), incident) << "nothing was decided";
    EXPECT_EQ(decided("/acceptance", R"({"proposed_at":"now"})").first_error(), "/proposed_at malformed");
    EXPECT_EQ(decided("/acceptance", fmt::format(R"({{"proposed_at":"{}"}})", std::string_view{read})).text("status"),
              "closed");
}

TEST_F(Settlement, WithdrawsAndRatesOnce) {
    const auto incident = shop.keep(an_incident().in_progress());
    EXPECT_EQ(api.post(ana(), path_of(incident, "/withdrawal"), "").text("closed_as"), "withdrawn");
    EXPECT_EQ(api.post(ana(), path_of(incident, "/rating"), R"({"score":6})").first_error(), "/score out_of_range");
    const auto rated = api.post(ana(), path_of(incident, "/rating"), R"({"score":4,"comment":"Bien"})");
    EXPECT_EQ(rated.json().at("satisfaction").at("score"), 4);
    EXPECT_EQ(api.post(ana(), path_of(incident, "/rating"), R"({"score":1})").status, 409U);
}

TEST_F(Settlement, OfAnotherCustomersIncidentIsAsIfThereWereNone) {
    const auto incident = shop.keep(an_incident().resolution_proposed());
    const auto foreign = api.post(another_customer(), path_of(incident, "/acceptance"));
    const auto missing =
        api.post(another_customer(), "/api/v1/my/incidents/0193a1b2-0000-7000-8000-000000000001/acceptance");
    EXPECT_EQ(foreign.status, 404U);
    EXPECT_EQ(foreign.body, missing.body);
    EXPECT_EQ(shop.stored(incident.id), incident);
}

TEST_F(Settlement, IsNotTheEmployeesToMake) {
    const auto incident = shop.keep(an_incident().resolution_proposed());
    for (const auto& employee : {an_agent(), a_supervisor(), an_admin()})
        EXPECT_EQ(api.post(employee, path_of(incident, "/acceptance")).status, 403U);
}

} // namespace
} // namespace resuelve::intake
