#include "services/resolution/resolution_test.hpp"

namespace resuelve::resolution {
namespace {

using incidents::Priority;

using TakeNext = ResolutionTest;

TEST_F(TakeNext, GivesTheMostUrgentOneThatTheAgentMayWorkOn) {
    shop.keep(an_incident().numbered(1).with_subject("Normal").registered());
    shop.keep(an_incident().numbered(2).with_subject("Urgente").with_priority(Priority::urgent).registered());
    shop.keep(
        an_incident().numbered(3).with_subject("Ajena").with_priority(Priority::urgent).in_team(garden).registered());
    const auto first = api.post(agent_of(kitchen), "/api/v1/incidents/next");
    ASSERT_EQ(first.status, 200U) << first.body;
    EXPECT_EQ(first.text("subject"), "Urgente");
    EXPECT_EQ(first.text("status"), "in_progress");
    EXPECT_EQ(first.text("assignee_id"), an_agent().id.to_string());
    EXPECT_EQ(api.post(agent_of(kitchen), "/api/v1/incidents/next").text("subject"), "Normal");
    EXPECT_EQ(api.post(agent_of(kitchen), "/api/v1/incidents/next").status, 204U);
}

using ChangeIncident = ResolutionTest;

TEST_F(ChangeIncident, AssignsAndClears) {
    const auto incident = shop.keep(an_incident().registered());
    const auto assigned = patch(a_supervisor(), incident,
                                fmt::format(R"({{"assignee_id":"{}","team_id":"{}","tags":["café","café"]}})",
                                            another_agent().id.to_string(), kitchen.to_string()));
    ASSERT_EQ(assigned.status, 200U) << assigned.body;
    EXPECT_EQ(assigned.text("assignee_id"), another_agent().id.to_string());
    EXPECT_EQ(boost::json::serialize(assigned.json().at("tags")), R"(["café"])");
    const auto cleared = patch(a_supervisor(), incident, R"({"assignee_id":null})");
    EXPECT_TRUE(cleared.json().at("assignee_id").is_null());
    EXPECT_EQ(cleared.text("team_id"), kitchen.to_string()) << "what is absent stays";
}

TEST_F(ChangeIncident, NamesAnAssigneeOrTeamThatDoesNotExist) {
    const auto incident = shop.keep(an_incident().registered());
    const auto with = [&](std::string_view field, Uuid id) {
        return patch(a_supervisor(), incident, fmt::format(R"({{"{}":"{}"}})", field, id.to_string())).first_error();
    };
    EXPECT_EQ(with("assignee_id", uuid(99)), "/assignee_id unknown");
    EXPECT_EQ(with("assignee_id", ana().id), "/assignee_id unknown") << "a customer works on nothing";
    EXPECT_EQ(with("assignee_id", kitchen.value), "/assignee_id unknown");
    EXPECT_EQ(with("team_id", an_agent().id), "/team_id unknown");
    EXPECT_EQ(patch(a_supervisor(), incident, R"({"priority":null})").first_error(), "/priority required");
    EXPECT_EQ(shop.stored(incident.id), incident);
}

TEST_F(ChangeIncident, SnoozesAndWakes) {
    const auto incident = shop.keep(an_incident().in_team(kitchen).registered());
    const auto agent = agent_of(kitchen);
    const auto snoozed = patch(agent, incident, R"({"snoozed_until":"2026-11-30T08:00:00Z"})");
    ASSERT_EQ(snoozed.status, 200U) << snoozed.body;
    EXPECT_EQ(snoozed.text("snoozed_until"), "2026-11-30T08:00:00.000Z");
    EXPECT_EQ(snoozed.text("snoozed_by"), agent.id.to_string());
    EXPECT_EQ(api.post(agent, "/api/v1/incidents/next").status, 204U);
    const auto woken = patch(agent, incident, R"({"snoozed_until":null})");
    EXPECT_TRUE(woken.json().at("snoozed_until").is_null());
    EXPECT_TRUE(woken.json().at("snoozed_by").is_null());
    EXPECT_EQ(api.post(agent, "/api/v1/incidents/next").status, 200U);
}

TEST_F(ChangeIncident, SnoozesNothingUntilYesterdayOrNextYear) {
    const auto incident = shop.keep(an_incident().registered());
    const auto until = [&](std::string_view moment) {
        return patch(a_supervisor(), incident, fmt::format(R"({{"snoozed_until":{}}})", moment)).first_error();
    };
    EXPECT_EQ(until(R"("2026-11-26T08:00:00Z")"), "/snoozed_until too_early");
    EXPECT_EQ(until(R"("2027-11-26T08:00:00Z")"), "/snoozed_until too_late");
    EXPECT_EQ(until(R"("mañana")"), "/snoozed_until malformed");
    EXPECT_EQ(shop.stored(incident.id), incident);
}

TEST_F(ChangeIncident, StoresNothingWhenItIsSoAlready) {
    const auto incident = shop.keep(an_incident().registered());
    const auto answered = patch(a_supervisor(), incident, R"({"priority":"normal"})");
    EXPECT_EQ(answered.status, 200U);
    EXPECT_EQ(answered.header("etag"), "\"1\"");
    EXPECT_EQ(shop.entries(incident.id).size(), 2U);
}

TEST_F(ChangeIncident, IsRefusedForAnotherTeamsIncidentAsIfThereWereNone) {
    const auto incident = shop.keep(an_incident().in_team(garden).registered());
    EXPECT_EQ(patch(agent_of(kitchen), incident, R"({"priority":"high"})").status, 404U);
    EXPECT_EQ(patch(agent_of(garden), incident, R"({"priority":"high"})").status, 200U);
}

TEST_F(ChangeIncident, IsNotForAdministrators) {
    const auto incident = shop.keep(an_incident().registered());
    EXPECT_EQ(patch(an_admin(), incident, R"({"priority":"high"})").status, 403U);
}

using TakeIncident = ResolutionTest;

TEST_F(TakeIncident, MakesTheSenderTheAssignee) {
    const auto incident = shop.keep(an_incident().registered());
    const auto taken = api.post(an_agent(), path_of(incident, "/take"), "");
    EXPECT_EQ(taken.text("assignee_id"), an_agent().id.to_string());
    EXPECT_EQ(api.post(an_agent(), path_of(incident, "/take")).status, 409U) << "it is the sender's already";
    EXPECT_EQ(api.post(another_agent(), path_of(incident, "/take")).text("assignee_id"),
              another_agent().id.to_string());
}

} // namespace
} // namespace resuelve::resolution
