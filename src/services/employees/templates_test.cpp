#include "services/employees/service_fixture.hpp"

namespace resuelve::employees {
namespace {

struct TemplatesTest : ServiceFixture {
    static constexpr std::string_view path = "/api/v1/employees/templates";

    Answered create(const std::string& token, std::string_view texts, std::string_view more = {}) {
        return api.post(std::string{path}, fmt::format(R"({{"name":"Saludo","texts":{}{}}})", texts, more),
                        bearer(token));
    }
    Answered change(const std::string& token, const Answered& made, std::string body, std::string if_match) {
        return api.send(Method::patch, made.header("location"), std::move(body),
                        with(bearer(token), "if-match", std::move(if_match)));
    }
};

} // namespace

TEST_F(TemplatesTest, AreTextsByLanguage) {
    const auto made = create(admin, R"({"es":"Hola, {{customer_name}}:","en":"Hello {{ customer_name }},"})");
    ASSERT_EQ(made.status, 201U);
    const auto read = api.get(made.header("location"), bearer(admin));
    EXPECT_EQ(read.text, made.text);
    EXPECT_EQ(read.json().at("texts").at("en").as_string(), "Hello {{ customer_name }},");
    EXPECT_EQ(read.at("owner"), "employee");
}

TEST_F(TemplatesTest, RefuseAnUnknownVariableByName) {
    const auto refused = create(admin, R"({"es":"{{customer_name}}","ca":"{{preu}}","en":"{{open"})");
    EXPECT_EQ(refused.status, 422U);
    EXPECT_THAT(refused.field_errors(),
                testing::ElementsAre(testing::Pair("/texts/ca", "unknown"), testing::Pair("/texts/en", "malformed")));
    EXPECT_THAT(refused.text, testing::HasSubstr("{{preu}}"));
    const auto made = create(admin, R"({"es":"Hola"})");
    EXPECT_EQ(change(admin, made, R"({"texts":{"es":"{{precio}}"}})", "\"1\"").status, 422U);
}

TEST_F(TemplatesTest, ArePublishedBySupervisorsAndAdministratorsAndUsedByAll) {
    const auto agent = token_of("marta@tienda.es");
    EXPECT_EQ(create(agent, R"({"es":"Hola"})", R"(,"owner":"shop")").status, 403U);
    const auto supervisor = token_of("sol@tienda.es", "supervisor");
    const auto published = create(supervisor, R"({"es":"Hola"})", R"(,"owner":"shop")");
    ASSERT_EQ(published.status, 201U);
    EXPECT_EQ(api.get(published.header("location"), bearer(agent)).status, 200U);
    EXPECT_EQ(change(agent, published, R"({"name":"x"})", "\"1\"").status, 403U);
    EXPECT_EQ(change(admin, published, R"({"texts":{"es":"Buenas"}})", "\"1\"").status, 200U);
    EXPECT_EQ(create(agent, R"({"es":"Hola"})").status, 201U);
    EXPECT_EQ(api.get(std::string{path}, bearer(agent)).json().at("items").as_array().size(), 2U);
}

TEST_F(TemplatesTest, ThatOthersUseAreAudited) {
    const auto published = create(admin, R"({"es":"Hola"})", R"(,"owner":"shop")");
    change(admin, published, R"({"texts":{"es":"Buenas"}})", "\"1\"");
    create(admin, R"({"es":"Solo para mí"})");
    api.send(Method::delete_, published.header("location"), {}, bearer(admin));
    std::vector<std::string> details;
    for (const auto& sealed : audit.records()) {
        if (sealed.record.act != access::Audited::template_changed) continue;
        details.push_back(sealed.record.detail);
        EXPECT_EQ(sealed.record.subject, Uuid::parse(std::string{published.at("id")}));
    }
    EXPECT_THAT(details, testing::ElementsAre("published shop", "changed shop", "removed shop"));
}

TEST_F(TemplatesTest, AreRemoved) {
    const auto made = create(admin, R"({"es":"Hola"})");
    EXPECT_EQ(api.send(Method::delete_, made.header("location"), {}, bearer(admin)).status, 204U);
    EXPECT_EQ(api.get(made.header("location"), bearer(admin)).status, 404U);
}

TEST_F(TemplatesTest, SayWhichVariablesThereAre) {
    const auto listed = api.get(std::string{path} + "/variables", bearer(admin));
    EXPECT_EQ(listed.status, 200U);
    EXPECT_THAT(listed.text, testing::HasSubstr("customer_name"));
    EXPECT_EQ(api.get(std::string{path} + "/variables").status, 401U);
}

} // namespace resuelve::employees
