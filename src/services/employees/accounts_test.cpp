#include "services/employees/service_fixture.hpp"

namespace resuelve::employees {
namespace {

using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

class SigningIn : public ServiceFixture {};

TEST_F(SigningIn, GivesATokenAndCookies) {
    const auto answer = sign_in("ROOT@tienda.es");
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.json().at("employee").at("role").as_string(), "admin");
    EXPECT_EQ(answer.cookie("resuelve_employee"), answer.at("token"));
    EXPECT_NE(answer.at("refresh_token"), "");
    EXPECT_THAT(answer.text, Not(HasSubstr("argon2")));
}

TEST_F(SigningIn, AnswersAlikeForAnUnknownAddressAndAWrongPassword) {
    const auto wrong = sign_in("root@tienda.es", "otra frase muy larga");
    const auto unknown = sign_in("nadie@tienda.es", "otra frase muy larga");
    EXPECT_EQ(wrong.status, 401U);
    EXPECT_EQ(unknown.text, wrong.text);
}

TEST_F(SigningIn, IsSlowedDownAfterFailures) {
    for (int i = 0; i < 6; ++i)
        sign_in("root@tienda.es", "otra frase muy larga");
    EXPECT_EQ(sign_in("root@tienda.es").status, 429U);
}

TEST_F(SigningIn, GivesSessionsThatAreRenewedListedAndEnded) {
    const auto session = sign_in("root@tienda.es");
    clock.advance(11min);
    const auto renewed = api.post("/api/v1/employees/sessions/refresh",
                                  fmt::format(R"({{"refresh_token":"{}"}})", session.at("refresh_token")));
    EXPECT_EQ(renewed.status, 200U);
    const auto here = bearer(renewed.at("token"));
    EXPECT_EQ(api.get("/api/v1/employees/sessions", here).json().at("items").as_array().size(), 2U);
    EXPECT_EQ(api.send(Method::delete_, "/api/v1/employees/sessions/current", {}, here).status, 204U);
    EXPECT_EQ(api.get("/api/v1/employees/me", here).status, 401U);
}

TEST_F(SigningIn, EndsAfterAnHourWithoutUse) {
    const auto session = sign_in("root@tienda.es");
    clock.advance(1h);
    EXPECT_EQ(api.post("/api/v1/employees/sessions/refresh",
                       fmt::format(R"({{"refresh_token":"{}"}})", session.at("refresh_token")))
                  .status,
              401U);
}

class OwnAccount : public ServiceFixture {
protected:
    OwnAccount() { token = token_of("marta@tienda.es"); }
    std::string token;
};

TEST_F(OwnAccount, ShowsAndChangesItselfButNotItsRole) {
    const auto me = api.get("/api/v1/employees/me", bearer(token));
    EXPECT_EQ(me.at("email"), "marta@tienda.es");
    const auto fields = with(bearer(token), "if-match", me.header("etag"));
    EXPECT_EQ(api.send(Method::patch, "/api/v1/employees/me", R"({"role":"admin"})", fields).status, 422U);
    const auto changed =
        api.send(Method::patch, "/api/v1/employees/me", R"({"first_name":"Eva","language":"gl"})", fields);
    EXPECT_EQ(changed.at("first_name"), "Eva");
    EXPECT_EQ(changed.at("language"), "gl");
}

TEST_F(OwnAccount, ChangesThePasswordWithTheCurrentOneAndEndsOtherSessions) {
    const auto other = sign_in("marta@tienda.es").at("token");
    const auto put = [&](std::string_view current, std::string_view wanted) {
        return api.send(Method::put, "/api/v1/employees/me/password",
                        fmt::format(R"({{"current_password":"{}","new_password":"{}"}})", current, wanted),
                        bearer(token));
    };
    EXPECT_EQ(put("no es esta frase larga", "grapa bateria nueva").status, 401U);
    EXPECT_EQ(put(password, "corta").field_errors()["/new_password"], "too_short");
    EXPECT_EQ(put(password, "grapa bateria nueva").status, 204U);
    EXPECT_EQ(api.get("/api/v1/employees/me", bearer(token)).status, 200U);
    EXPECT_EQ(api.get("/api/v1/employees/me", bearer(other)).status, 401U);
    EXPECT_EQ(sign_in("marta@tienda.es", "grapa bateria nueva").status, 200U);
}

class SecondFactors : public OwnAccount {
protected:
    Answered enrol() { return api.post("/api/v1/employees/me/totp", "{}", bearer(token)); }
    Answered confirm(std::string_view code) {
        return api.post("/api/v1/employees/me/totp/confirmation", fmt::format(R"({{"code":"{}"}})", code),
                        bearer(token));
    }
    /// What the app shows now.
    std::string code() {
        const auto employee = run(store.find(*Email::parse("marta@tienda.es")));
        const auto plain = box.open(employee->second_factor->sealed_seed, "totp:" + employee->id.to_string());
        totp::Seed seed{};
        std::copy_n(plain->begin(), seed.size(), seed.begin());
        return totp::code(seed, totp::step_at(clock.now()));
    }
};

TEST_F(SecondFactors, AreAskedForOnceConfirmed) {
    const auto enrolled = enrol();
    EXPECT_EQ(enrolled.status, 200U);
    EXPECT_TRUE(enrolled.at("uri").starts_with("otpauth://totp/Resuelve"));
    EXPECT_EQ(enrolled.json().at("recovery_codes").as_array().size(), 10U);
    EXPECT_EQ(sign_in("marta@tienda.es").status, 200U) << "not confirmed yet";
    EXPECT_EQ(confirm("000000").field_errors()["/code"], "wrong");
    EXPECT_EQ(confirm(code()).at("second_factor"), "true");
    EXPECT_EQ(enrol().status, 409U);

    const auto without = sign_in("marta@tienda.es");
    EXPECT_EQ(without.status, 401U);
    EXPECT_EQ(without.at("second_factor"), "true");
    EXPECT_EQ(sign_in("marta@tienda.es", "otra frase muy larga").at("second_factor"), "")
        << "only who knows the password is told";
    EXPECT_EQ(sign_in("marta@tienda.es", password, code()).status, 401U) << "each code works once";
    clock.advance(30s);
    EXPECT_EQ(sign_in("marta@tienda.es", password, code()).status, 200U);
    EXPECT_EQ(sign_in("marta@tienda.es", password, code()).status, 401U);
}

TEST_F(SecondFactors, LetOneOfTwoUsesOfACodeWin) {
    enrol();
    confirm(code());
    clock.advance(30s);
    store.interfere = true;
    const auto loser = sign_in("marta@tienda.es", password, code());
    EXPECT_EQ(loser.status, 401U);
    EXPECT_EQ(loser.at("second_factor"), "true");
    EXPECT_EQ(sign_in("marta@tienda.es", password, code()).status, 200U);
}

TEST_F(SecondFactors, HaveRecoveryCodesThatWorkOnce) {
    const auto enrolled = enrol();
    confirm(code());
    const auto recovery =
        std::string{std::string_view{enrolled.json().at("recovery_codes").as_array().front().as_string()}};
    EXPECT_EQ(sign_in("marta@tienda.es", password, recovery).status, 200U);
    EXPECT_EQ(sign_in("marta@tienda.es", password, recovery).status, 401U);
}

TEST_F(SecondFactors, AreStoredUnreadably) {
    const auto enrolled = enrol();
    const auto stored = run(store.find(*Email::parse("marta@tienda.es")))->second_factor;
    ASSERT_TRUE(stored);
    EXPECT_THAT(stored->sealed_seed, Not(HasSubstr(enrolled.at("secret"))));
    EXPECT_EQ(stored->recovery_codes.size(), 10U);
}

TEST_F(SecondFactors, AreRemovedAfterARecentSignIn) {
    enrol();
    confirm(code());
    clock.advance(6min);
    EXPECT_EQ(api.send(Method::delete_, "/api/v1/employees/me/totp", {}, bearer(token)).status, 403U);
    token = sign_in("marta@tienda.es", password, code()).at("token");
    EXPECT_EQ(api.send(Method::delete_, "/api/v1/employees/me/totp", {}, bearer(token)).status, 204U);
    EXPECT_EQ(sign_in("marta@tienda.es").status, 200U);
    EXPECT_EQ(api.send(Method::delete_, "/api/v1/employees/me/totp", {}, bearer(token)).status, 404U);
}

class MailedLinks : public ServiceFixture {
protected:
    Answered set_password(std::string_view what, const std::string& token, std::string_view wanted = password) {
        return api.post(fmt::format("/api/v1/employees/{}", what),
                        fmt::format(R"({{"token":"{}","password":"{}"}})", token, wanted));
    }
    Answered request_reset(std::string_view email) {
        return api.post("/api/v1/employees/password-resets", fmt::format(R"({{"email":"{}"}})", email));
    }
};

TEST_F(MailedLinks, InviteOnce) {
    register_employee("marta@tienda.es");
    const auto token = mailed_token("invitation");
    EXPECT_EQ(set_password("invitations/acceptance", token, "corta").field_errors()["/password"], "too_short");
    EXPECT_EQ(set_password("invitations/acceptance", token).status, 204U);
    EXPECT_EQ(sign_in("marta@tienda.es").status, 200U);
    EXPECT_EQ(set_password("invitations/acceptance", token).field_errors()["/token"], "expired");
}

TEST_F(MailedLinks, InviteAgainWhileNotAccepted) {
    register_employee("marta@tienda.es");
    const auto first = mailed_token("invitation");
    const auto again = "/api/v1/employees/" + id_of("marta@tienda.es") + "/invitation";
    EXPECT_EQ(api.post(again, "{}", bearer(admin)).status, 202U);
    EXPECT_EQ(set_password("invitations/acceptance", first).status, 422U);
    EXPECT_EQ(set_password("invitations/acceptance", mailed_token("invitation")).status, 204U);
    EXPECT_EQ(api.post(again, "{}", bearer(admin)).status, 409U);
}

TEST_F(MailedLinks, DoNotInviteAfterAWeekNorWhoIsDisabled) {
    register_employee("marta@tienda.es");
    const auto token = mailed_token("invitation");
    clock.advance(7 * 24h);
    EXPECT_EQ(set_password("invitations/acceptance", token).status, 422U);
    admin = sign_in("root@tienda.es").at("token");
    register_employee("eva@tienda.es");
    api.post("/api/v1/employees/" + id_of("eva@tienda.es") + "/disable", "{}", bearer(admin));
    EXPECT_EQ(set_password("invitations/acceptance", mailed_token("invitation")).status, 422U);
}

TEST_F(MailedLinks, ResetThePasswordAndEndEverySession) {
    const auto token = token_of("marta@tienda.es");
    const auto known = request_reset("marta@tienda.es");
    EXPECT_EQ(known.status, 202U);
    EXPECT_EQ(request_reset("nadie@tienda.es").text, known.text);
    clock.advance(1s);
    EXPECT_EQ(
        set_password("password-resets/confirmation", mailed_token("reset_password"), "grapa bateria nueva").status,
        204U);
    EXPECT_EQ(api.get("/api/v1/employees/me", bearer(token)).status, 401U);
    EXPECT_EQ(sign_in("marta@tienda.es", "grapa bateria nueva").status, 200U);
}

TEST_F(MailedLinks, DoNotResetForWhoIsInvitedOnly) {
    register_employee("marta@tienda.es");
    EXPECT_EQ(request_reset("marta@tienda.es").status, 202U);
    EXPECT_EQ(mailed_token("reset_password"), "");
}

} // namespace
} // namespace resuelve::employees
