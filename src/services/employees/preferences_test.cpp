#include "services/employees/service_fixture.hpp"

namespace resuelve::employees {
namespace {

struct PreferencesTest : ServiceFixture {
    static constexpr std::string_view path = "/api/v1/employees/me/preferences";

    Answered read(const std::string& token) { return api.get(std::string{path}, bearer(token)); }
    Answered put(const std::string& token, std::string body, std::string if_match) {
        return api.send(Method::put, std::string{path}, std::move(body),
                        with(bearer(token), "if-match", std::move(if_match)));
    }
};

} // namespace

TEST_F(PreferencesTest, AreAtFirstThoseOfEverybody) {
    const auto answer = read(admin);
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.header("etag"), "\"0\"");
    EXPECT_EQ(answer.at("theme"), "system");
    EXPECT_EQ(answer.at("density"), "normal");
    EXPECT_EQ(answer.at("sound"), "false");
    EXPECT_EQ(answer.at("updated_at"), "");
}

TEST_F(PreferencesTest, AreKeptWithTheirVersion) {
    const auto stored = put(admin, R"({"theme":"dark","signature":" Eva \n Tienda","sound":true})", "\"0\"");
    EXPECT_EQ(stored.status, 200U);
    EXPECT_EQ(stored.header("etag"), "\"1\"");
    const auto answer = read(admin);
    EXPECT_EQ(answer.text, stored.text);
    EXPECT_EQ(answer.at("theme"), "dark");
    EXPECT_EQ(answer.at("signature"), "Eva \n Tienda");
    EXPECT_EQ(answer.at("updated_at"), to_rfc3339(clock.now()));
    EXPECT_EQ(api.get(std::string{path}, with(bearer(admin), "if-none-match", "\"1\"")).status, 304U);
}

TEST_F(PreferencesTest, AreReplacedWhole) {
    put(admin, R"({"theme":"dark"})", "\"0\"");
    EXPECT_EQ(put(admin, R"({"density":"wide"})", "\"1\"").at("theme"), "system");
}

TEST_F(PreferencesTest, AreEachEmployeesOwn) {
    const auto agent = token_of("marta@tienda.es");
    put(agent, R"({"theme":"dark"})", "\"0\"");
    EXPECT_EQ(read(admin).at("theme"), "system");
    EXPECT_EQ(read(agent).at("theme"), "dark");
}

TEST_F(PreferencesTest, WantTheVersionThatWasRead) {
    EXPECT_EQ(api.send(Method::put, std::string{path}, "{}", bearer(admin)).status, 428U);
    put(admin, R"({"theme":"dark"})", "\"0\"");
    EXPECT_EQ(put(admin, R"({"theme":"light"})", "\"0\"").status, 412U);
    EXPECT_EQ(read(admin).at("theme"), "dark");
}

TEST_F(PreferencesTest, NameWhatIsWrong) {
    const auto refused = put(admin, R"({"theme":"pink","away":{"until":"tomorrow"}})", "\"0\"");
    EXPECT_EQ(refused.status, 422U);
    EXPECT_THAT(refused.field_errors(),
                testing::ElementsAre(testing::Pair("/away/until", "malformed"), testing::Pair("/theme", "malformed")));
    EXPECT_EQ(put(admin, "[]", "\"0\"").status, 422U);
}

TEST_F(PreferencesTest, AreNobodysWithoutASession) {
    EXPECT_EQ(api.get(std::string{path}).status, 401U);
}

} // namespace resuelve::employees
