#include "services/employees/service_fixture.hpp"
#include "tests/support/a_passkey.hpp"

namespace resuelve::employees {
namespace {

using namespace std::chrono_literals;

class PasskeysOfEmployees : public ServiceFixture {
protected:
    static constexpr std::string_view own = "/api/v1/employees/me/passkeys";

    PasskeysOfEmployees() : token{token_of("marta@tienda.es")} {}

    Answered enrol() { return api.post(std::string{own} + "/challenges", "", bearer(token)); }
    Answered add() { return api.post(std::string{own}, passkey.addition(enrol().at("challenge")), bearer(token)); }
    std::string answer() {
        const auto challenge = api.post("/api/v1/employees/passkey-challenges", "").at("challenge");
        return passkey.sign_in(challenge, to_base64url(marta().id.value.bytes));
    }
    Answered bring(const std::string& with) { return api.post("/api/v1/employees/sessions/passkey", with); }
    Employee marta() { return *run(store.find(*Email::parse("marta@tienda.es"))); }

    std::string token;
    testing_support::APasskey passkey{random};
};

TEST_F(PasskeysOfEmployees, SignInWithoutACode) {
    auto employee = marta().changed_at(clock.now());
    employee.second_factor = SecondFactor{.sealed_seed = "x", .confirmed = true};
    run(store.commit({.employee = employee}));
    ASSERT_EQ(add().status, 201U);
    clock.advance(1s);
    const auto signed_in = bring(answer());
    ASSERT_EQ(signed_in.status, 200U) << signed_in.text;
    EXPECT_EQ(signed_in.json().at("employee").at("email"), "marta@tienda.es");
    EXPECT_EQ(api.get("/api/v1/employees/me", bearer(signed_in.at("token"))).status, 200U);
    EXPECT_EQ(marta().passkeys.at(0).last_used_at, clock.now());
}

TEST_F(PasskeysOfEmployees, AnswerAChallengeOnceAlsoAtTheSameMoment) {
    add();
    clock.advance(1s);
    const auto once = answer();
    store.interfere = true; // somebody else changes her first
    EXPECT_EQ(bring(once).status, 200U);
    EXPECT_EQ(bring(once).status, 401U);
}

TEST_F(PasskeysOfEmployees, SignNobodyInWhoIsDisabled) {
    add();
    clock.advance(1s);
    auto employee = marta().changed_at(clock.now());
    employee.state = State::disabled;
    run(store.commit({.employee = employee}));
    const auto refused = bring(answer());
    EXPECT_EQ(refused.status, 401U);
    const auto nobody = bring(passkey.sign_in("AAAA", to_base64url(Uuid{}.bytes)));
    EXPECT_EQ(refused.text, nobody.text);
}

TEST_F(PasskeysOfEmployees, AreListedAndRemovedByTheirOwner) {
    const auto id = add().at("id");
    const auto path = fmt::format("{}/{}", own, id);
    EXPECT_EQ(api.get(std::string{own}, bearer(token)).json().at("items").at(0).at("id").as_string(), id);
    EXPECT_EQ(api.send(Method::delete_, path, "", bearer(admin)).status, 404U);
    clock.advance(5min + 1s);
    EXPECT_EQ(api.send(Method::delete_, path, "", bearer(token)).status, 403U);
    EXPECT_EQ(enrol().status, 403U);
    token = sign_in("marta@tienda.es").at("token");
    EXPECT_EQ(api.send(Method::delete_, path, "", bearer(token)).status, 204U);
    EXPECT_TRUE(marta().passkeys.empty());
}

TEST_F(PasskeysOfEmployees, AreToldToTheirOwnerWithTheChangeThatTheyAre) {
    const auto id = add().at("id");
    EXPECT_EQ(store.events().back().type, "employee.passkey_added");
    EXPECT_EQ(
        boost::json::serialize(store.events().back().data),
        fmt::format(R"({{"employee_id":"{}","email":"marta@tienda.es","passkey":"Teléfono"}})", marta().id.to_string()))
        << "and neither its id nor its key";
    EXPECT_EQ(store.events().back().version, marta().version);
    clock.advance(1s);
    ASSERT_EQ(bring(answer()).status, 200U);
    EXPECT_EQ(store.events().back().type, "employee.updated") << "its use is no news";
    ASSERT_EQ(api.send(Method::delete_, fmt::format("{}/{}", own, id), "", bearer(token)).status, 204U);
    EXPECT_EQ(store.events().back().type, "employee.passkey_removed");
    EXPECT_EQ(store.events().back().data.at("passkey").as_string(), "Teléfono");
}

} // namespace
} // namespace resuelve::employees
