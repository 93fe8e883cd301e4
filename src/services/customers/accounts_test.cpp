#include "services/customers/service_fixture.hpp"

namespace resuelve::customers {
namespace {

using http::Method;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

class Registering : public ServiceFixture {};

TEST_F(Registering, MakesACustomerAndMailsALink) {
    const auto answer = api.post(
        "/api/v1/customers", R"({"email":"Ana@Tienda.es","password":"caballo correcto pila","first_name":" Ana ",)"
                             R"("last_name":"Ruiz","birth_date":"1990-02-01","address":"Calle 1","language":"gl"})");
    EXPECT_EQ(answer.status, 201U);
    EXPECT_EQ(answer.header("location"), "/api/v1/customers/" + answer.at("id"));
    EXPECT_EQ(answer.header("etag"), "\"1\"");
    EXPECT_EQ(answer.at("email"), "Ana@Tienda.es");
    EXPECT_EQ(answer.at("first_name"), "Ana");
    EXPECT_EQ(answer.at("birth_date"), "1990-02-01");
    EXPECT_EQ(answer.at("language"), "gl");
    EXPECT_EQ(answer.at("email_verified"), "false");
    EXPECT_THAT(answer.text, Not(HasSubstr("argon2")));
    EXPECT_EQ(count("customer.registered"), 1U);
    EXPECT_FALSE(mailed_token("verify_email").empty());
}

TEST_F(Registering, NamesEveryFieldThatIsWrong) {
    const auto answer = api.post("/api/v1/customers", R"({"email":"ana","first_name":"","role":"admin"})");
    EXPECT_EQ(answer.status, 422U);
    EXPECT_THAT(answer.field_errors(),
                testing::ElementsAre(testing::Pair("/email", "malformed"), testing::Pair("/first_name", "too_short"),
                                     testing::Pair("/last_name", "required"), testing::Pair("/password", "required"),
                                     testing::Pair("/role", "unknown")));
}

TEST_F(Registering, RefusesABadPassword) {
    const auto with = [&](std::string_view password) {
        return api.post("/api/v1/customers", registration("ana@tienda.es", password)).field_errors()["/password"];
    };
    EXPECT_EQ(with("once letras"), "too_short");
    EXPECT_EQ(with(std::string(129, 'x')), "too_long");
    EXPECT_EQ(with("ana@tienda.es"), "made_of_names");
    EXPECT_TRUE(store.events().empty());
}

TEST_F(Registering, RefusesAnAddressThatIsTakenAFewTimesOnly) {
    register_customer("ana@tienda.es");
    for (int i = 0; i < 5; ++i) {
        const auto answer = register_customer("ANA@tienda.es");
        EXPECT_EQ(answer.status, 409U);
        EXPECT_EQ(answer.at("type"), "/problems/email-taken");
    }
    const auto answer = register_customer("ana@tienda.es");
    EXPECT_EQ(answer.status, 429U);
    EXPECT_FALSE(answer.header("retry-after").empty());
    EXPECT_EQ(register_customer("eva@tienda.es").status, 429U) << "else trying on would tell";
    api.peer = boost::asio::ip::make_address("198.51.100.1");
    EXPECT_EQ(register_customer("eva@tienda.es").status, 201U);
    clock.advance(1h);
    api.peer = boost::asio::ip::make_address("203.0.113.7");
    EXPECT_EQ(register_customer("ana@tienda.es").status, 409U);
}

TEST_F(Registering, RefusesTakenAddressesFromEverywhereAfterAHundred) {
    register_customer("ana@tienda.es");
    for (int i = 0; i < 100; ++i) {
        api.peer = boost::asio::ip::make_address(fmt::format("198.51.{}.1", i));
        EXPECT_EQ(register_customer("ana@tienda.es").status, 409U);
    }
    api.peer = boost::asio::ip::make_address("192.0.2.1");
    EXPECT_EQ(register_customer("ana@tienda.es").status, 429U);
}

TEST_F(Registering, HappensOnceForAnIdempotencyKey) {
    const Fields key{{"idempotency-key", "k1"}};
    const auto first = api.post("/api/v1/customers", registration("ana@tienda.es"), key);
    const auto again = api.post("/api/v1/customers", registration("ana@tienda.es"), key);
    EXPECT_EQ(first.status, 201U);
    EXPECT_EQ(again.status, 201U);
    EXPECT_EQ(again.text, first.text);
    EXPECT_EQ(again.header("location"), first.header("location"));
    EXPECT_EQ(count("customer.registered"), 1U);
    const auto other = api.post("/api/v1/customers", registration("ana@tienda.es", "otra frase muy larga"), key);
    EXPECT_EQ(other.status, 422U);
    EXPECT_EQ(other.at("type"), "/problems/idempotency-key-reused");
}

TEST_F(Registering, KeepsNoFingerprintThatAPasswordCouldBeGuessedAgainst) {
    const auto body = registration("ana@tienda.es");
    api.post("/api/v1/customers", body, {{"idempotency-key", "k1"}});
    const auto stored = run(store.recorded_answer(
        to_hex(sha256(fmt::format("{}:{} {} {}:{} {}", 13, "ana@tienda.es", "POST", 17, "/api/v1/customers", "k1")))));
    ASSERT_TRUE(stored);
    EXPECT_NE(stored->fingerprint, to_hex(sha256(body)));
}

TEST_F(Registering, IsNotForSomebodySignedIn) {
    EXPECT_EQ(api.post("/api/v1/customers", registration("eva@tienda.es"), bearer(token_of("ana@tienda.es"))).status,
              403U);
}

class SigningIn : public ServiceFixture {};

TEST_F(SigningIn, GivesATokenAndCookies) {
    register_customer("ana@tienda.es");
    const auto answer = sign_in("ANA@tienda.es");
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.at("expires_at"), to_rfc3339(clock.now() + 10min));
    EXPECT_EQ(answer.json().at("customer").at("email").as_string(), "ana@tienda.es");
    EXPECT_EQ(answer.cookie("resuelve_customer"), answer.at("token"));
    EXPECT_EQ(answer.cookie("resuelve_customer_refresh"), answer.at("refresh_token"));
    EXPECT_EQ(answer.header("cache-control"), "no-store");
    const auto me = api.get("/api/v1/customers/me", bearer(answer.at("token")));
    EXPECT_EQ(me.status, 200U);
    EXPECT_EQ(me.at("email"), "ana@tienda.es");
}

TEST_F(SigningIn, HidesTheRefreshTokenFromScripts) {
    register_customer("ana@tienda.es");
    const auto answer =
        api.post("/api/v1/customers/sessions", credentials("ana@tienda.es"), {{"sec-fetch-site", "same-origin"}});
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.at("refresh_token"), "");
    EXPECT_NE(answer.cookie("resuelve_customer_refresh"), "");
}

TEST_F(SigningIn, AnswersAlikeForAnUnknownAddressAndAWrongPassword) {
    register_customer("ana@tienda.es");
    const auto wrong = sign_in("ana@tienda.es", "otra frase muy larga");
    const auto unknown = sign_in("eva@tienda.es", "otra frase muy larga");
    EXPECT_EQ(wrong.status, 401U);
    EXPECT_EQ(wrong.at("type"), "/problems/wrong-credentials");
    EXPECT_EQ(unknown.status, wrong.status);
    EXPECT_EQ(unknown.text, wrong.text);
}

TEST_F(SigningIn, IsSlowedDownAfterFailuresForUnknownDevicesOnly) {
    register_customer("ana@tienda.es");
    const auto device = sign_in("ana@tienda.es").cookie("resuelve_customer_device");
    for (int i = 0; i < 6; ++i)
        sign_in("ana@tienda.es", "otra frase muy larga");
    const auto slowed = sign_in("ana@tienda.es");
    EXPECT_EQ(slowed.status, 429U);
    EXPECT_FALSE(slowed.header("retry-after").empty());
    EXPECT_EQ(sign_in("eva@tienda.es").status, 401U) << "another account is not meant";
    EXPECT_EQ(api.post("/api/v1/customers/sessions", credentials("ana@tienda.es"),
                       {{"cookie", "resuelve_customer_device=" + device}})
                  .status,
              200U);
    EXPECT_EQ(api.post("/api/v1/customers/sessions", credentials("ana@tienda.es"),
                       {{"cookie", "resuelve_customer_device=" + std::string(64, 'a')}})
                  .status,
              200U)
        << "the success above forgot the failures";
}

TEST_F(SigningIn, IsNotForAClaimantWithoutAPassword) {
    run(customers.add(*Email::parse("eva@tienda.es"),
                      [](Customer& customer) { return customer.change_first_name("Eva"); }, {}));
    EXPECT_EQ(sign_in("eva@tienda.es", "").status, 401U);
}

TEST_F(SigningIn, HashesAnewWhenTheCostsRose) {
    register_customer("ana@tienda.es");
    const auto before = run(customers.find(*Email::parse("ana@tienda.es")))->password_hash();
    PasswordHasher dearer{PasswordCosts{{16, 1}, {16, 1}}};
    Service other{.store = store,
                  .customers = customers,
                  .data_requests = data_requests,
                  .sessions = sessions,
                  .hasher = dearer,
                  .throttle = throttle,
                  .keys = session_keys,
                  .passkeys = passkeys,
                  .audit = audit,
                  .known_tokens = known_tokens,
                  .clock = clock,
                  .answer_after = 0ms};
    testing_support::ApiCaller caller{routes(other), authenticator, clock};
    EXPECT_EQ(caller.post("/api/v1/customers/sessions", credentials("ana@tienda.es")).status, 200U);
    EXPECT_NE(run(customers.find(*Email::parse("ana@tienda.es")))->password_hash(), before);
    EXPECT_EQ(caller.post("/api/v1/customers/sessions", credentials("ana@tienda.es")).status, 200U);
}

class OwnSessions : public ServiceFixture {
protected:
    Answered refresh(const std::string& token) {
        return api.post("/api/v1/customers/sessions/refresh", fmt::format(R"({{"refresh_token":"{}"}})", token));
    }
};

TEST_F(OwnSessions, AreRenewedWithARotatingToken) {
    register_customer("ana@tienda.es");
    const auto first = sign_in("ana@tienda.es");
    clock.advance(11min);
    EXPECT_EQ(api.get("/api/v1/customers/me", bearer(first.at("token"))).at("type"), "/problems/session-expired");
    const auto second = refresh(first.at("refresh_token"));
    EXPECT_EQ(second.status, 200U);
    EXPECT_NE(second.at("refresh_token"), first.at("refresh_token"));
    EXPECT_EQ(api.get("/api/v1/customers/me", bearer(second.at("token"))).status, 200U);
    EXPECT_EQ(refresh(first.at("refresh_token")).at("refresh_token"), second.at("refresh_token")) << "a lost answer";
}

TEST_F(OwnSessions, EndWhenAnOldTokenIsUsedAgain) {
    register_customer("ana@tienda.es");
    const auto first = sign_in("ana@tienda.es");
    const auto second = refresh(first.at("refresh_token"));
    const auto third = refresh(second.at("refresh_token"));
    EXPECT_EQ(refresh(first.at("refresh_token")).status, 401U);
    EXPECT_EQ(refresh(third.at("refresh_token")).status, 401U) << "somebody else holds a copy";
    EXPECT_EQ(api.get("/api/v1/customers/me", bearer(third.at("token"))).status, 401U);
}

TEST_F(OwnSessions, AreRenewedByTheCookieOfOurOwnPageAlone) {
    register_customer("ana@tienda.es");
    const auto cookie = "resuelve_customer_refresh=" + sign_in("ana@tienda.es").cookie("resuelve_customer_refresh");
    const std::string target = "/api/v1/customers/sessions/refresh";
    EXPECT_EQ(api.post(target, "{}", {{"cookie", cookie}, {"content-type", "application/json"}}).status, 403U);
    EXPECT_EQ(api.post(target, "{}",
                       {{"cookie", cookie}, {"content-type", "application/json"}, {"sec-fetch-site", "cross-site"}})
                  .status,
              403U);
    EXPECT_EQ(api.post(target, "{}",
                       {{"cookie", cookie}, {"content-type", "application/json"}, {"sec-fetch-site", "same-origin"}})
                  .status,
              200U);
    EXPECT_EQ(api.post(target, "{}").status, 401U);
    EXPECT_EQ(refresh("nonsense").status, 401U);
}

TEST_F(OwnSessions, AreListedAndEnded) {
    register_customer("ana@tienda.es");
    const auto phone = api.post("/api/v1/customers/sessions", credentials("ana@tienda.es"),
                                {{"user-agent", "Mozilla/5.0 (Android 14; rv:128.0) Gecko Firefox/128.0"}});
    clock.advance(1s);
    const auto here = bearer(sign_in("ana@tienda.es").at("token"));
    const auto list = api.get("/api/v1/customers/sessions", here);
    const auto items = list.json().at("items").as_array();
    ASSERT_EQ(items.size(), 2U);
    const auto& other = items[1];
    EXPECT_TRUE(items[0].at("current").as_bool());
    EXPECT_EQ(other.at("device").as_string(), "Firefox on Android");
    EXPECT_THAT(list.text, Not(HasSubstr("token")));

    const auto id = std::string{std::string_view{other.at("id").as_string()}};
    EXPECT_EQ(
        api.send(Method::delete_, "/api/v1/customers/sessions/" + id, {}, bearer(token_of("eva@tienda.es"))).status,
        404U)
        << "it is not Eva's";
    EXPECT_EQ(api.send(Method::delete_, "/api/v1/customers/sessions/" + id, {}, here).status, 204U);
    EXPECT_EQ(api.get("/api/v1/customers/me", bearer(phone.at("token"))).status, 401U);
    EXPECT_EQ(api.send(Method::delete_, "/api/v1/customers/sessions/" + id, {}, here).status, 404U);
}

TEST_F(OwnSessions, AreLeftBySigningOut) {
    register_customer("ana@tienda.es");
    const auto session = sign_in("ana@tienda.es");
    const auto answer =
        api.send(Method::delete_, "/api/v1/customers/sessions/current", {}, bearer(session.at("token")));
    EXPECT_EQ(answer.status, 204U);
    EXPECT_EQ(answer.cookie("resuelve_customer"), "");
    EXPECT_EQ(api.get("/api/v1/customers/me", bearer(session.at("token"))).status, 401U);
    EXPECT_EQ(refresh(session.at("refresh_token")).status, 401U);
}

} // namespace
} // namespace resuelve::customers
