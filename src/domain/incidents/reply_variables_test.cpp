#include "domain/incidents/reply_variables.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::incidents {
namespace {

constexpr Instant now{std::chrono::milliseconds{1'796'425'200'000}}; // 2026-12-04T23:00:00Z: the fifth in Spain

std::vector<std::string> codes(std::string_view text) {
    std::vector<std::string> found;
    for (const auto& fault : variable_faults(text))
        found.emplace_back(fault.code);
    return found;
}

} // namespace

TEST(ReplyVariables, AllHaveValuesInCode) {
    for (const auto& variable : reply_variables) {
        const auto text = fmt::format("{{{{{}}}}}", variable.name);
        EXPECT_THAT(codes(text), testing::IsEmpty());
        EXPECT_NO_THROW(fill_variables(text, Incident{}, "Eva", now)) << variable.name;
    }
}

TEST(ReplyVariables, AreRefusedByNameIfThereIsNone) {
    const auto faults = variable_faults("Hola, {{customer_name}}: {{price}} y {{ }}");
    ASSERT_EQ(faults.size(), 2U);
    EXPECT_EQ(faults[0].code, "unknown");
    EXPECT_THAT(faults[0].detail, testing::HasSubstr("{{price}}"));
    EXPECT_THAT(codes("Hola, {{customer_name"), testing::ElementsAre("malformed"));
    EXPECT_THAT(codes("Con { llaves } sueltas }}"), testing::IsEmpty());
}

TEST(ReplyVariables, ArePutInTheirPlaces) {
    Incident incident;
    incident.customer_name = "Ana {{subject}}";
    incident.subject = "Caja rota";
    incident.order = Order{.product = "Taladro"};
    const auto filled =
        fill_variables("Hola, {{ customer_name }}:\n{{product}}, {{subject}}. {{agent_name}}", incident, "Eva", now);
    // What a customer wrote is not read as a template.
    EXPECT_EQ(filled.text, "Hola, Ana {{subject}}:\nTaladro, Caja rota. Eva");
    EXPECT_THAT(filled.missing, testing::IsEmpty());
}

TEST(ReplyVariables, TellWhatTheIncidentHasNot) {
    const auto filled = fill_variables("{{product}}/{{product}}/{{confirm_by}}", Incident{}, "Eva", now);
    EXPECT_EQ(filled.text, "//");
    EXPECT_THAT(filled.missing, testing::ElementsAre("product", "confirm_by"));
}

TEST(ReplyVariables, WriteDaysOfSpainAsTheLanguageDoes) {
    Incident incident;
    const auto today = [&](std::string language) {
        incident.language = std::move(language);
        return fill_variables("{{today}}", incident, "", now).text;
    };
    EXPECT_EQ(today("es"), "05/12/2026");
    EXPECT_EQ(today("eu"), "2026/12/05");
    EXPECT_EQ(today("en"), "5 December 2026");
}

} // namespace resuelve::incidents
