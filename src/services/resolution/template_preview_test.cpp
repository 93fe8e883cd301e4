#include "services/resolution/resolution_test.hpp"

#include <gmock/gmock.h>

namespace resuelve::resolution {
namespace {

struct PreviewTemplate : ResolutionTest {
    Answered preview(access::Actor actor, std::string text) {
        return api.send(std::move(actor), {http::Method::post,
                                           path_of(incident, "/template-preview"),
                                           boost::json::serialize(boost::json::object{{"text", text}}),
                                           {}});
    }

    incidents::Incident incident = shop.keep(an_incident().with_subject("Caja rota").in_team(kitchen).in_progress());
};

TEST_F(PreviewTemplate, FillsInWhatTheIncidentSays) {
    const auto answered = preview(an_agent(), "{{subject}} ({{reference}}), {{agent_name}}: {{serial_number}}");
    ASSERT_EQ(answered.status, 200U);
    const auto filled = answered.json();
    EXPECT_EQ(filled.at("text").as_string(), "Caja rota (" + incident.reference.value + "), " + an_agent().name + ": ");
    EXPECT_EQ(filled.at("language").as_string(), "es");
    EXPECT_EQ(filled.at("missing"), (boost::json::array{"serial_number"}));
}

TEST_F(PreviewTemplate, RefusesAnUnknownVariableByName) {
    const auto answered = preview(an_agent(), "{{price}}");
    EXPECT_EQ(answered.status, 422U);
    EXPECT_THAT(answered.body, testing::HasSubstr("{{price}}"));
}

TEST_F(PreviewTemplate, IsOnlyOfWhatTheSenderMaySee) {
    auto other = another_agent();
    other.teams = {garden};
    EXPECT_EQ(preview(other, "{{subject}}").status, 404U);
    EXPECT_EQ(preview(other, "{{price}}").status, 404U);
}

} // namespace
} // namespace resuelve::resolution
