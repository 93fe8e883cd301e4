#include "services/employees/service_fixture.hpp"

namespace resuelve::employees {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::Pair;
using namespace std::chrono_literals;

class Administration : public ServiceFixture {
protected:
    Answered change(const std::string& id, std::string body, const std::string& if_match) {
        return api.send(Method::patch, "/api/v1/employees/" + id, std::move(body),
                        with(bearer(admin), "if-match", if_match));
    }
    Answered post_to(const std::string& id, std::string_view what) {
        return api.post(fmt::format("/api/v1/employees/{}/{}", id, what), "{}", bearer(admin));
    }
};

TEST_F(Administration, BeginsWithOneAdministratorOnly) {
    EXPECT_FALSE(run(ensure_first_administrator(service, *Email::parse("other@tienda.es"), std::string{password})));
    EXPECT_EQ(api.get("/api/v1/employees", bearer(admin)).json().at("items").as_array().size(), 1U);
}

/// Finds nobody before it stores, as an instance does that begins at the same time as another one.
class LateStore : public memory::EmployeeStore {
public:
    awaitable<bool> has_active_admin() override { co_return false; }
};

TEST_F(Administration, BeginsWithOneAdministratorAlsoIfTwoInstancesBeginTogether) {
    LateStore late;
    Service fresh{.store = late,
                  .tokens = token_store,
                  .kept = kept_store,
                  .sessions = sessions,
                  .hasher = hasher,
                  .throttle = throttle,
                  .box = box,
                  .keys = session_keys,
                  .passkeys = passkeys,
                  .audit = audit,
                  .clock = clock,
                  .random = random};
    const auto root = *Email::parse("root@tienda.es");
    EXPECT_TRUE(run(ensure_first_administrator(fresh, root, std::string{password})));
    EXPECT_FALSE(run(ensure_first_administrator(fresh, root, std::string{password})));
}

TEST_F(Administration, DoesNotBeginWithABadPassword) {
    memory::EmployeeStore empty;
    Service fresh{.store = empty,
                  .tokens = token_store,
                  .kept = kept_store,
                  .sessions = sessions,
                  .hasher = hasher,
                  .throttle = throttle,
                  .box = box,
                  .keys = session_keys,
                  .passkeys = passkeys,
                  .audit = audit,
                  .clock = clock,
                  .random = random};
    EXPECT_THROW(run(ensure_first_administrator(fresh, *Email::parse("root@tienda.es"), "corta")), Problem);
    EXPECT_FALSE(run(empty.has_active_admin()));
}

TEST_F(Administration, InvitesWhoHasNoPasswordYet) {
    const auto answer = register_employee("Marta@tienda.es", "supervisor");
    EXPECT_EQ(answer.status, 201U);
    EXPECT_EQ(answer.header("location"), "/api/v1/employees/" + answer.at("id"));
    EXPECT_EQ(answer.header("etag"), "\"1\"");
    EXPECT_EQ(answer.at("state"), "invited");
    EXPECT_EQ(answer.at("role"), "supervisor");
    EXPECT_EQ(count("employee.registered"), 2U);
    EXPECT_FALSE(mailed_token("invitation").empty());
    EXPECT_EQ(sign_in("marta@tienda.es", "").status, 401U);
}

TEST_F(Administration, RegistersWithAPasswordAtOnce) {
    const auto answer = register_employee("marta@tienda.es", "agent", R"(,"password":"caballo correcto pila")");
    EXPECT_EQ(answer.at("state"), "active");
    EXPECT_THAT(answer.text, Not(HasSubstr("argon2")));
    EXPECT_EQ(mailed_token("invitation"), "");
    EXPECT_EQ(sign_in("marta@tienda.es").status, 200U);
    EXPECT_EQ(
        register_employee("eva@tienda.es", "agent", R"(,"password":"catorce letras")").field_errors()["/password"],
        "too_short");
}

TEST_F(Administration, NamesEveryFieldThatIsWrong) {
    const auto answer = register_employee("marta", "boss", R"(,"team_ids":["x"],"state":"active")");
    EXPECT_EQ(answer.status, 422U);
    const auto errors = answer.field_errors();
    for (const auto* field : {"/email", "/role", "/state", "/team_ids/0"})
        EXPECT_TRUE(errors.contains(field)) << field;
    EXPECT_EQ(register_employee("marta@tienda.es", "agent", R"(,"team_ids":["018f4e2a-1b2c-7d3e-8f4a-5b6c7d8e9f0a"])")
                  .field_errors()["/team_ids"],
              "unknown");
    EXPECT_EQ(register_employee("ROOT@tienda.es").status, 409U);
}

TEST_F(Administration, RegistersOnceForAnIdempotencyKey) {
    const auto post = [&](std::string_view email) {
        return api.post("/api/v1/employees",
                        fmt::format(R"({{"email":"{}","first_name":"M","last_name":"R","role":"agent"}})", email),
                        with(bearer(admin), "idempotency-key", "k"));
    };
    const auto first = post("marta@tienda.es");
    EXPECT_EQ(post("marta@tienda.es").text, first.text);
    EXPECT_EQ(count("employee.link_requested"), 1U);
    EXPECT_EQ(post("eva@tienda.es").at("type"), "/problems/idempotency-key-reused");
}

TEST_F(Administration, GivesTheFirstAnswerWhenARetryWasFaster) {
    const auto post = [&] {
        return api.post("/api/v1/employees",
                        R"({"email":"marta@tienda.es","first_name":"M","last_name":"R","role":"agent"})",
                        with(bearer(admin), "idempotency-key", "k"));
    };
    const auto first = post();
    store.forget_once = true; // as it was when the second one looked
    const auto second = post();
    EXPECT_EQ(second.status, 201U);
    EXPECT_EQ(second.text, first.text);
}

TEST_F(Administration, IsForAdministratorsReadingForEmployees) {
    const auto agent = token_of("marta@tienda.es");
    const auto id = id_of("marta@tienda.es");
    EXPECT_EQ(api.get("/api/v1/employees", bearer(agent)).status, 200U);
    EXPECT_EQ(api.get("/api/v1/employees/" + id, bearer(agent)).status, 200U);
    EXPECT_EQ(api.post("/api/v1/employees", "{}", bearer(agent)).status, 403U);
    EXPECT_EQ(api.post("/api/v1/employees/" + id + "/disable", "{}", bearer(agent)).status, 403U);
    EXPECT_EQ(api.get("/api/v1/employees").status, 401U);
    EXPECT_EQ(api.get("/api/v1/employees/018f4e2a-1b2c-7d3e-8f4a-5b6c7d8e9f0a", bearer(admin)).status, 404U);
    EXPECT_EQ(api.get("/api/v1/employees/x", bearer(admin)).status, 404U);
}

TEST_F(Administration, ListsByStateAndTeam) {
    register_employee("marta@tienda.es");
    const auto invited = api.get("/api/v1/employees?state=invited", bearer(admin));
    ASSERT_EQ(invited.json().at("items").as_array().size(), 1U);
    EXPECT_EQ(api.get("/api/v1/employees?state=gone", bearer(admin)).status, 422U);
    EXPECT_EQ(api.get("/api/v1/employees?limit=1", bearer(admin)).json().at("next_cursor").is_null(), false);
}

TEST_F(Administration, ChangesRoleAndRefusesTokensOfTheOldOne) {
    const auto agent = token_of("marta@tienda.es");
    const auto id = id_of("marta@tienda.es");
    EXPECT_EQ(change(id, R"({"role":"supervisor"})", "\"7\"").status, 412U);
    clock.advance(1s);
    const auto changed = change(id, R"({"role":"supervisor","first_name":"Eva"})", "\"1\"");
    EXPECT_EQ(changed.status, 200U);
    EXPECT_EQ(changed.at("role"), "supervisor");
    EXPECT_EQ(changed.at("first_name"), "Eva");
    EXPECT_EQ(changed.header("etag"), "\"2\"");
    EXPECT_EQ(api.get("/api/v1/employees/me", bearer(agent)).status, 401U);
    EXPECT_EQ(api.send(Method::patch, "/api/v1/employees/" + id, "{}", bearer(admin)).status, 428U);
}

TEST_F(Administration, ShowsAndEndsTheSessionsOfAnother) {
    register_employee("marta@tienda.es", "agent", R"(,"password":"caballo correcto pila")");
    const auto session = sign_in("marta@tienda.es");
    const auto path = "/api/v1/employees/" + id_of("marta@tienda.es") + "/sessions";
    const auto shown = api.get(path, bearer(admin)).json();
    ASSERT_EQ(shown.at("items").as_array().size(), 1U);
    EXPECT_EQ(shown.at("items").at(0).at("current"), false);
    const std::string id{std::string_view{shown.at("items").at(0).at("id").as_string()}};
    EXPECT_EQ(api.send(Method::delete_, path + "/" + id, {}, bearer(session.at("token"))).status, 403U);
    EXPECT_EQ(api.send(Method::delete_, path + "/" + id, {}, bearer(admin)).status, 204U);
    EXPECT_EQ(api.get("/api/v1/employees/me", bearer(session.at("token"))).status, 401U);
    EXPECT_EQ(api.send(Method::delete_, path + "/" + id, {}, bearer(admin)).status, 404U);
    EXPECT_TRUE(api.get(path, bearer(admin)).json().at("items").as_array().empty());
}

TEST_F(Administration, EndsNoSessionByTheIdOfSomebodyElse) {
    register_employee("marta@tienda.es", "agent", R"(,"password":"caballo correcto pila")");
    const auto own = api.get("/api/v1/employees/sessions", bearer(admin)).json();
    const std::string id{std::string_view{own.at("items").at(0).at("id").as_string()}};
    const auto path = "/api/v1/employees/" + id_of("marta@tienda.es") + "/sessions/";
    EXPECT_EQ(api.send(Method::delete_, path + id, {}, bearer(admin)).status, 404U);
    EXPECT_EQ(api.send(Method::delete_, path + "nonsense", {}, bearer(admin)).status, 404U);
    EXPECT_EQ(api.get("/api/v1/employees/me", bearer(admin)).status, 200U);
}

TEST_F(Administration, DisablesAtOnce) {
    register_employee("marta@tienda.es", "agent", R"(,"password":"caballo correcto pila")");
    const auto session = sign_in("marta@tienda.es");
    const auto id = id_of("marta@tienda.es");
    EXPECT_EQ(post_to(id, "disable").at("state"), "disabled");
    EXPECT_EQ(count("employee.disabled"), 1U);
    EXPECT_EQ(api.get("/api/v1/employees/me", bearer(session.at("token"))).status, 401U);
    EXPECT_EQ(api.post("/api/v1/employees/sessions/refresh",
                       fmt::format(R"({{"refresh_token":"{}"}})", session.at("refresh_token")))
                  .status,
              401U);
    EXPECT_EQ(sign_in("marta@tienda.es").status, 401U);
    EXPECT_EQ(post_to(id, "disable").status, 200U);
    EXPECT_EQ(count("employee.disabled"), 1U);
    EXPECT_EQ(post_to(id, "enable").at("state"), "active");
    EXPECT_EQ(sign_in("marta@tienda.es").status, 200U);
}

TEST_F(Administration, KeepsTheLastAdministrator) {
    const auto id = id_of("root@tienda.es");
    EXPECT_EQ(post_to(id, "disable").status, 409U);
    EXPECT_EQ(change(id, R"({"role":"agent"})", "\"1\"").status, 409U);
    EXPECT_EQ(api.get("/api/v1/employees/me", bearer(admin)).at("role"), "admin");
    token_of("eva@tienda.es", "admin");
    EXPECT_EQ(post_to(id, "disable").status, 200U);
}

class Teams : public ServiceFixture {
protected:
    Answered create(std::string_view name) {
        return api.post("/api/v1/teams", fmt::format(R"({{"name":"{}"}})", name), bearer(admin));
    }
};

TEST_F(Teams, AreMadeRenamedAndDissolved) {
    const auto made = create("Recambios");
    EXPECT_EQ(made.status, 201U);
    const auto address = made.header("location");
    EXPECT_EQ(address, "/api/v1/teams/" + made.at("id"));
    EXPECT_EQ(create("RECAMBIOS").status, 409U);
    EXPECT_EQ(create("").field_errors()["/name"], "too_short");
    const auto renamed =
        api.send(Method::patch, address, R"({"name":"Piezas"})", with(bearer(admin), "if-match", "\"1\""));
    EXPECT_EQ(renamed.at("name"), "Piezas");
    EXPECT_EQ(api.get("/api/v1/teams", bearer(admin)).json().at("items").as_array().size(), 1U);
    EXPECT_EQ(api.get(address, bearer(admin)).header("etag"), "\"2\"");
    EXPECT_EQ(api.send(Method::delete_, address, {}, bearer(admin)).status, 204U);
    EXPECT_EQ(api.get(address, bearer(admin)).status, 404U);
    EXPECT_EQ(count("team.updated"), 3U);
    EXPECT_FALSE(store.events().back().data.at("active").as_bool());
}

TEST_F(Teams, StayWhileEmployeesBelongToThem) {
    const auto made = create("Recambios");
    const auto member =
        register_employee("marta@tienda.es", "agent", fmt::format(R"(,"team_ids":["{0}","{0}"])", made.at("id")));
    EXPECT_EQ(member.json().at("team_ids").as_array().size(), 1U);
    EXPECT_EQ(api.send(Method::delete_, made.header("location"), {}, bearer(admin)).status, 409U);
    EXPECT_EQ(api.get("/api/v1/employees?team=" + made.at("id"), bearer(admin)).json().at("items").as_array().size(),
              1U);
}

TEST_F(Teams, AreForAdministratorsToChange) {
    const auto agent = token_of("marta@tienda.es");
    EXPECT_EQ(api.post("/api/v1/teams", R"({"name":"x"})", bearer(agent)).status, 403U);
    EXPECT_EQ(api.get("/api/v1/teams", bearer(agent)).status, 200U);
}

class ApiTokens : public ServiceFixture {
protected:
    Answered create(std::string body) { return api.post("/api/v1/employees/tokens", std::move(body), bearer(admin)); }
};

TEST_F(ApiTokens, AreShownOnceAndWork) {
    const auto made = create(R"({"name":"Almacén","scopes":["employees:read"]})");
    EXPECT_EQ(made.status, 201U);
    EXPECT_TRUE(made.at("token").starts_with("rsv_"));
    EXPECT_EQ(api.get("/api/v1/employees", bearer(made.at("token"))).status, 200U);
    EXPECT_EQ(api.post("/api/v1/teams", R"({"name":"x"})", bearer(made.at("token"))).status, 403U);
    const auto list = api.get("/api/v1/employees/tokens", bearer(admin));
    EXPECT_EQ(list.json().at("items").as_array().size(), 1U);
    EXPECT_THAT(list.text, Not(HasSubstr("rsv_")));
    EXPECT_THAT(list.text, Not(HasSubstr("digest")));
    const auto address = made.header("location");
    EXPECT_EQ(api.send(Method::delete_, address, {}, bearer(admin)).status, 204U);
    EXPECT_EQ(api.send(Method::delete_, address, {}, bearer(admin)).status, 404U);
    EXPECT_EQ(api.get("/api/v1/employees", bearer(made.at("token"))).status, 401U);
}

TEST_F(ApiTokens, AreMadeOnceForAKeyWhichIsShownTheSecretAgain) {
    const auto make = [&](std::string_view name, std::string key) {
        return api.post("/api/v1/employees/tokens", fmt::format(R"({{"name":"{}","scopes":["employees:read"]}})", name),
                        with(bearer(admin), "idempotency-key", std::move(key)));
    };
    const auto count = [&] {
        return api.get("/api/v1/employees/tokens", bearer(admin)).json().at("items").as_array().size();
    };
    const auto made = make("Almacén", "one");
    ASSERT_EQ(made.status, 201U) << made.text;
    clock.advance(1min);
    const auto again = make("Almacén", "one");
    EXPECT_EQ(again.text, made.text);
    EXPECT_EQ(again.header("location"), made.header("location"));
    EXPECT_EQ(again.header("idempotent-replayed"), "true");
    EXPECT_EQ(count(), 1U);
    EXPECT_EQ(make("Tienda", "one").status, 422U) << "another body";
    EXPECT_NE(make("Almacén", "two").at("token"), made.at("token"));
    EXPECT_EQ(count(), 2U);
}

TEST_F(ApiTokens, AreSealedInWhatIsRecordedForTheirKey) {
    const auto made = api.post("/api/v1/employees/tokens", R"({"name":"x","scopes":["employees:read"]})",
                               with(bearer(admin), "idempotency-key", "k"));
    const auto recorded = run(token_store.recorded_answer(
        to_hex(sha256(fmt::format("36:{} POST 24:/api/v1/employees/tokens k", id_of("root@tienda.es"))))));
    ASSERT_TRUE(recorded);
    EXPECT_THAT(recorded->body, Not(HasSubstr("rsv_")));
    EXPECT_EQ(box.open(recorded->body, recorded->key), made.text);
}

TEST_F(ApiTokens, RefuseWhatTheyCannotBe) {
    const auto answer = create(R"({"name":"x","scopes":["everything"],"ranges":["10.0.0.0/99"],)"
                               R"("expires_at":"2099-01-01T00:00:00Z"})");
    EXPECT_THAT(answer.field_errors(),
                testing::ElementsAre(Pair("/expires_at", "out_of_range"), Pair("/ranges/0", "malformed"),
                                     Pair("/scopes/0", "unknown")));
    EXPECT_EQ(create(R"({"name":"x","scopes":[]})").status, 422U);
    clock.advance(6min);
    EXPECT_EQ(create(R"({"name":"x","scopes":["employees:read"]})").status, 403U) << "it wants a recent sign-in";
}

} // namespace
} // namespace resuelve::employees
