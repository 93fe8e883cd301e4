#include "services/employees/service_fixture.hpp"

namespace resuelve::employees {
namespace {

struct ViewsTest : ServiceFixture {
    static constexpr std::string_view path = "/api/v1/employees/views";

    Answered save(const std::string& token, std::string_view name, std::string_view more = {}) {
        return api.post(std::string{path},
                        fmt::format(R"({{"name":"{}","query":"status=registered&sort=deadline"{}}})", name, more),
                        bearer(token));
    }
    Answered list(const std::string& token, std::string query = {}) {
        return api.get(std::string{path} + query, bearer(token));
    }
    std::vector<std::string> names(const Answered& answer) const {
        std::vector<std::string> all;
        for (const auto& item : answer.json().at("items").as_array())
            all.emplace_back(item.at("name").as_string());
        return all;
    }
    Answered change(const std::string& token, const Answered& saved, std::string body, std::string if_match) {
        return api.send(Method::patch, fmt::format("{}/{}", path, saved.at("id")), std::move(body),
                        with(bearer(token), "if-match", std::move(if_match)));
    }
    Answered remove(const std::string& token, const Answered& saved) {
        return api.send(Method::delete_, fmt::format("{}/{}", path, saved.at("id")), {}, bearer(token));
    }
    std::string a_team(std::string_view name) {
        return api.post("/api/v1/teams", fmt::format(R"({{"name":"{}"}})", name), bearer(admin)).at("id");
    }
    std::string a_member(std::string_view email, std::string_view team, std::string_view role = "agent") {
        register_employee(email, role, fmt::format(R"(,"password":"{}","team_ids":["{}"])", password, team));
        return sign_in(email).at("token");
    }
    static std::string of_team(std::string_view team) { return fmt::format(R"(,"owner":"team","team_id":"{}")", team); }
};

} // namespace

TEST_F(ViewsTest, AreSavedForOneselfInOrder) {
    const auto first = save(admin, "Hoy");
    EXPECT_EQ(first.status, 201U);
    EXPECT_EQ(first.header("location"), fmt::format("{}/{}", path, first.at("id")));
    EXPECT_EQ(first.header("etag"), "\"1\"");
    EXPECT_EQ(first.at("owner"), "employee");
    EXPECT_EQ(first.at("query"), "status=registered&sort=deadline");
    save(admin, "Atrasadas");
    EXPECT_THAT(names(list(admin)), testing::ElementsAre("Hoy", "Atrasadas"));
    EXPECT_EQ(api.get(first.header("location"), bearer(admin)).text, first.text);
    EXPECT_EQ(api.get(first.header("location"), with(bearer(admin), "if-none-match", "\"1\"")).status, 304U);
}

TEST_F(ViewsTest, AreNobodyElses) {
    const auto agent = token_of("marta@tienda.es");
    const auto own = save(admin, "Hoy");
    EXPECT_THAT(names(list(agent)), testing::IsEmpty());
    EXPECT_EQ(api.get(own.header("location"), bearer(agent)).status, 404U);
    EXPECT_EQ(change(agent, own, R"({"name":"x"})", "*").status, 404U);
    EXPECT_EQ(remove(agent, own).status, 404U);
    const auto supervisor = token_of("sol@tienda.es", "supervisor");
    EXPECT_EQ(api.get(own.header("location"), bearer(supervisor)).status, 404U);
}

TEST_F(ViewsTest, HaveNamesThatAreUniqueForEachOwner) {
    save(admin, "Almac\u00e9n");
    EXPECT_EQ(save(admin, "almacen").status, 409U);
    EXPECT_EQ(save(token_of("marta@tienda.es"), "Almac\u00e9n").status, 201U);
    EXPECT_EQ(save(admin, "Almac\u00e9n", R"(,"owner":"shop")").status, 201U);
}

TEST_F(ViewsTest, AreLimitedInNumber) {
    for (int i = 0; i < 50; ++i)
        ASSERT_EQ(save(admin, fmt::format("v{}", i)).status, 201U);
    EXPECT_EQ(save(admin, "one more").status, 409U);
}

TEST_F(ViewsTest, AreSharedWithATeamBySupervisorsAndAdministrators) {
    const auto norte = a_team("Norte");
    const auto agent = a_member("marta@tienda.es", norte);
    const auto shared = save(admin, "Del equipo", of_team(norte));
    ASSERT_EQ(shared.status, 201U);
    EXPECT_EQ(shared.at("team_id"), norte);
    EXPECT_THAT(names(list(agent)), testing::ElementsAre("Del equipo"));
    EXPECT_EQ(save(agent, "Otra", of_team(norte)).status, 403U);
    EXPECT_EQ(change(agent, shared, R"({"name":"x"})", "\"1\"").status, 403U);
    EXPECT_EQ(remove(agent, shared).status, 403U);
    const auto supervisor = token_of("sol@tienda.es", "supervisor");
    EXPECT_EQ(change(supervisor, shared, R"({"name":"Del norte"})", "\"1\"").at("name"), "Del norte");
    EXPECT_EQ(remove(supervisor, shared).status, 204U);
    EXPECT_THAT(names(list(agent)), testing::IsEmpty());
}

TEST_F(ViewsTest, OfATeamAreNotOthers) {
    const auto norte = a_team("Norte");
    const auto shared = save(admin, "Del norte", of_team(norte));
    const auto agent = a_member("marta@tienda.es", a_team("Sur"));
    EXPECT_THAT(names(list(agent)), testing::IsEmpty());
    EXPECT_THAT(names(list(agent, "?team=" + norte)), testing::IsEmpty());
    EXPECT_EQ(api.get(shared.header("location"), bearer(agent)).status, 404U);
    EXPECT_THAT(names(list(admin)), testing::IsEmpty());
    EXPECT_THAT(names(list(admin, "?team=" + norte)), testing::ElementsAre("Del norte"));
    EXPECT_EQ(list(admin, "?team=x").status, 422U);
}

TEST_F(ViewsTest, ComeOwnOnesFirstThenTheTeamsThenTheShops) {
    const auto norte = a_team("Norte");
    const auto agent = a_member("marta@tienda.es", norte);
    save(admin, "De todos", R"(,"owner":"shop")");
    save(admin, "Del equipo", of_team(norte));
    save(agent, "M\u00eda");
    EXPECT_THAT(names(list(agent)), testing::ElementsAre("M\u00eda", "Del equipo", "De todos"));
}

TEST_F(ViewsTest, GoWithTheirTeam) {
    const auto norte = a_team("Norte");
    const auto shared = save(admin, "Del norte", of_team(norte));
    EXPECT_EQ(api.send(Method::delete_, "/api/v1/teams/" + norte, {}, bearer(admin)).status, 204U);
    const auto holder = Holder::of(*TeamId::parse(norte));
    EXPECT_TRUE(run(kept_store.find(Kept::views, {holder})).empty());
}

TEST_F(ViewsTest, AreChangedIfNobodyElseDidMeanwhile) {
    const auto view = save(admin, "Hoy");
    EXPECT_EQ(api.send(Method::patch, view.header("location"), R"({"name":"x"})", bearer(admin)).status, 428U);
    const auto changed = change(admin, view, R"({"name":"Ma\u00f1ana"})", "\"1\"");
    EXPECT_EQ(changed.status, 200U);
    EXPECT_EQ(changed.header("etag"), "\"2\"");
    EXPECT_EQ(change(admin, view, R"({"name":"Otra"})", "\"1\"").status, 412U);
    save(admin, "Segunda");
    EXPECT_EQ(change(admin, view, R"({"name":"segunda"})", "\"2\"").status, 409U);
}

TEST_F(ViewsTest, AreMoved) {
    const auto a = save(admin, "a");
    save(admin, "b");
    const auto c = save(admin, "c");
    EXPECT_EQ(change(admin, c, R"({"position":0})", "\"1\"").status, 200U);
    EXPECT_THAT(names(list(admin)), testing::ElementsAre("c", "a", "b"));
    change(admin, a, R"({"position":50})", "\"1\"");
    EXPECT_THAT(names(list(admin)), testing::ElementsAre("c", "b", "a"));
    EXPECT_EQ(change(admin, a, R"({"position":-1})", "\"2\"").status, 422U);
}

TEST_F(ViewsTest, AreWhatTheListOfIncidentsTakes) {
    const auto refused = api.post(std::string{path}, R"({"name":"x","query":"status=open&colour=red"})", bearer(admin));
    EXPECT_EQ(refused.status, 422U);
    EXPECT_EQ(refused.json().at("errors").as_array().size(), 2U);
    EXPECT_THAT(refused.field_errors(), testing::Contains(testing::Key("/query")));
    const auto view = save(admin, "Hoy");
    EXPECT_EQ(change(admin, view, R"({"query":"limit=5"})", "\"1\"").status, 422U);
}

TEST_F(ViewsTest, NeedATeamExactlyIfTheyAreATeams) {
    EXPECT_EQ(save(admin, "x", R"(,"owner":"team")").status, 422U);
    EXPECT_EQ(save(admin, "x", fmt::format(R"(,"team_id":"{}")", a_team("Norte"))).status, 422U);
    EXPECT_EQ(save(admin, "x", of_team("01890000-0000-7000-8000-00000000dead")).status, 422U);
}

TEST_F(ViewsTest, AreSavedOnceForAKey) {
    const auto body = R"({"name":"Hoy","query":""})";
    const auto key = with(bearer(admin), "idempotency-key", "k");
    const auto first = api.post(std::string{path}, body, key);
    EXPECT_EQ(first.status, 201U);
    EXPECT_EQ(api.post(std::string{path}, body, key).text, first.text);
    EXPECT_EQ(api.post(std::string{path}, R"({"name":"Otra","query":""})", key).status, 422U);
    EXPECT_THAT(names(list(admin)), testing::ElementsAre("Hoy"));
}

TEST_F(ViewsTest, AreRemovedOnce) {
    const auto view = save(admin, "Hoy");
    EXPECT_EQ(remove(admin, view).status, 204U);
    EXPECT_EQ(remove(admin, view).status, 404U);
    EXPECT_EQ(save(admin, "Hoy").status, 201U);
}

} // namespace resuelve::employees
