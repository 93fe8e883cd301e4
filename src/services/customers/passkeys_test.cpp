#include "services/customers/service_fixture.hpp"
#include "tests/support/a_passkey.hpp"

namespace resuelve::customers {
namespace {

using namespace std::chrono_literals;

class PasskeysOfCustomers : public ServiceFixture {
protected:
    static constexpr std::string_view own = "/api/v1/customers/me/passkeys";

    PasskeysOfCustomers() : token{token_of("ana@tienda.es")} {
        auto customer = ana();
        customer.verify_email();
        run(store.commit({.customer = customer.changed_at(clock.now())}));
    }

    Customer ana() { return *run(store.find(*Email::parse("ana@tienda.es"))); }
    Answered enrol() { return api.post(std::string{own} + "/challenges", "", bearer(token)); }
    Answered add() { return add(passkey); }
    Answered add(const testing_support::APasskey& with) {
        return api.post(std::string{own}, with.addition(enrol().at("challenge")), bearer(token));
    }
    std::string challenge() { return api.post("/api/v1/customers/passkey-challenges", "").at("challenge"); }
    std::string handle() { return to_base64url(ana().id().value.bytes); }
    Answered bring(const std::string& answer) { return api.post("/api/v1/customers/sessions/passkey", answer); }
    Answered sign_in_by_passkey() { return bring(passkey.sign_in(challenge(), handle())); }
    Answered remove(const std::string& id) {
        return api.send(http::Method::delete_, fmt::format("{}/{}", own, id), "", bearer(token));
    }
    std::vector<access::Audited> audited() {
        std::vector<access::Audited> acts;
        for (const auto& sealed : run(audit.list({})))
            acts.push_back(sealed.record.act);
        return acts;
    }

    std::string token;
    testing_support::APasskey passkey{random};
};

TEST_F(PasskeysOfCustomers, AreMadeForTheAccountAndTheShopsAddress) {
    const auto enrolment = enrol().json();
    EXPECT_EQ(enrolment.at("rp").at("id"), "tienda.es");
    EXPECT_EQ(enrolment.at("user").at("id").as_string(), handle());
    EXPECT_EQ(enrolment.at("user").at("name"), "ana@tienda.es");
    EXPECT_EQ(enrolment.at("user").at("display_name"), "Ana Ruiz");
    EXPECT_EQ(enrolment.at("algorithms"), boost::json::value({-8, -7, -257}));
    EXPECT_TRUE(enrolment.at("exclude").as_array().empty());
}

TEST_F(PasskeysOfCustomers, SignInAsThePasswordDoes) {
    const auto added = add();
    ASSERT_EQ(added.status, 201U) << added.text;
    EXPECT_EQ(added.at("name"), "Teléfono");
    EXPECT_EQ(added.at("last_used_at"), "");
    clock.advance(1s);
    const auto signed_in = sign_in_by_passkey();
    ASSERT_EQ(signed_in.status, 200U) << signed_in.text;
    EXPECT_EQ(signed_in.at("customer"), sign_in("ana@tienda.es").at("customer"));
    EXPECT_EQ(api.get("/api/v1/customers/me", bearer(signed_in.at("token"))).status, 200U);
    const auto list = api.get(std::string{own}, bearer(token)).json();
    EXPECT_EQ(list.at("items").at(0).at("last_used_at").as_string(), to_rfc3339(clock.now()));
    EXPECT_THAT(audited(), testing::Contains(access::Audited::passkey_added));
}

TEST_F(PasskeysOfCustomers, AnswerAChallengeOnce) {
    add();
    clock.advance(1s);
    const auto first = passkey.sign_in(challenge(), handle());
    const auto second = passkey.sign_in(challenge(), handle());
    EXPECT_EQ(bring(first).status, 200U);
    EXPECT_EQ(bring(first).status, 401U);
    EXPECT_EQ(bring(second).status, 401U) << "it is as old as the one that was taken";
    clock.advance(1s);
    EXPECT_EQ(sign_in_by_passkey().status, 200U);
}

TEST_F(PasskeysOfCustomers, AreRefusedAlikeWhateverIsWrong) {
    const auto unknown = sign_in_by_passkey();
    add();
    clock.advance(1s);
    const auto other = testing_support::APasskey{random}.sign_in(challenge(), handle());
    const auto nobody = passkey.sign_in(challenge(), to_base64url(Uuid{}.bytes));
    const auto no_handle = passkey.sign_in(challenge(), "AA");
    const auto not_ours = passkey.sign_in("AAAA", handle());
    passkey.flags = 0x01;
    const auto unverified = passkey.sign_in(challenge(), handle());
    for (const auto& answer : {other, nobody, no_handle, not_ours, unverified}) {
        const auto refused = bring(answer);
        EXPECT_EQ(refused.status, 401U) << answer;
        EXPECT_EQ(refused.text, unknown.text) << answer;
    }
    EXPECT_THAT(audited(), testing::Contains(access::Audited::sign_in_failed).Times(6));
}

TEST_F(PasskeysOfCustomers, WaitAfterManyFailures) {
    for (int tries = 0; tries < 6; ++tries)
        sign_in_by_passkey();
    const auto refused = sign_in_by_passkey();
    EXPECT_EQ(refused.status, 429U);
    EXPECT_NE(refused.header("retry-after"), "");
    EXPECT_EQ(sign_in("ana@tienda.es").status, 200U) << "the password's tries are its own";
}

TEST_F(PasskeysOfCustomers, SaveNobodyFromNamingEveryMember) {
    EXPECT_EQ(bring("{}").status, 422U);
    EXPECT_EQ(bring(R"({"user_handle":"=","credential":"","client_data":"","authenticator_data":"","signature":""})")
                  .field_errors(),
              (std::map<std::string, std::string>{{"/user_handle", "malformed"}}));
    EXPECT_EQ(api.post(std::string{own}, R"({"name":"","client_data":"","authenticator_data":""})", bearer(token))
                  .field_errors(),
              (std::map<std::string, std::string>{{"/name", "too_short"}}));
}

TEST_F(PasskeysOfCustomers, AreAddedForAChallengeOfThisPersonAlone) {
    const auto sign_in_challenge = challenge();
    EXPECT_EQ(api.post(std::string{own}, passkey.addition(sign_in_challenge), bearer(token)).field_errors(),
              (std::map<std::string, std::string>{{"/client_data", "other_challenge"}}));
    const auto challenge_of_ana = enrol().at("challenge");
    const auto other = token_of("eva@tienda.es");
    EXPECT_EQ(api.post(std::string{own}, passkey.addition(challenge_of_ana), bearer(other)).status, 422U);
    clock.advance(5min);
    EXPECT_EQ(api.post(std::string{own}, passkey.addition(challenge_of_ana), bearer(token)).status, 422U);
}

TEST_F(PasskeysOfCustomers, AreNoSecondTimeAddedAndTenAtMost) {
    EXPECT_EQ(add().status, 201U);
    EXPECT_EQ(enrol().json().at("exclude").as_array().size(), 1U);
    EXPECT_EQ(add().status, 409U);
    for (int more = 1; more < 10; ++more)
        EXPECT_EQ(add(testing_support::APasskey{random}).status, 201U);
    EXPECT_EQ(add(testing_support::APasskey{random}).status, 409U);
    EXPECT_EQ(ana().passkeys().size(), 10U);
}

TEST_F(PasskeysOfCustomers, WantARecentSignInAndAProvedAddress) {
    const auto id = add().at("id");
    clock.advance(5min + 1s);
    EXPECT_EQ(enrol().status, 403U);
    EXPECT_EQ(remove(id).status, 403U);
    token = token_of("eva@tienda.es");
    EXPECT_EQ(enrol().status, 409U);
    EXPECT_EQ(api.get(std::string{own}).status, 401U);
}

TEST_F(PasskeysOfCustomers, SignNobodyInOnceTheyAreRemoved) {
    const auto id = add().at("id");
    EXPECT_EQ(remove("nonsense").status, 404U);
    EXPECT_EQ(remove(Uuid{}.to_string()).status, 404U);
    EXPECT_EQ(remove(id).status, 204U);
    EXPECT_EQ(remove(id).status, 404U);
    clock.advance(1s);
    EXPECT_EQ(sign_in_by_passkey().status, 401U);
    EXPECT_THAT(audited(), testing::Contains(access::Audited::passkey_removed));
}

TEST_F(PasskeysOfCustomers, AreToldToTheirOwnerWithTheChangeThatTheyAre) {
    const auto id = add().at("id");
    EXPECT_EQ(store.events().back().type, "customer.passkey_added");
    EXPECT_EQ(
        boost::json::serialize(store.events().back().data),
        fmt::format(R"({{"customer_id":"{}","email":"ana@tienda.es","passkey":"Teléfono"}})", ana().id().to_string()))
        << "and neither its id nor its key";
    EXPECT_EQ(store.events().back().version, ana().version());
    clock.advance(1s);
    ASSERT_EQ(sign_in_by_passkey().status, 200U);
    EXPECT_EQ(store.events().back().type, "customer.updated") << "its use is no news";
    ASSERT_EQ(remove(id).status, 204U);
    EXPECT_EQ(store.events().back().type, "customer.passkey_removed");
    EXPECT_EQ(store.events().back().data.at("passkey").as_string(), "Teléfono");
}

TEST_F(PasskeysOfCustomers, ThatAreRefusedAreNotTold) {
    add();
    ASSERT_EQ(add().status, 409U);
    EXPECT_EQ(count("customer.passkey_added"), 1U);
}

TEST_F(PasskeysOfCustomers, ComeAndGoTwentyTimesAnHour) {
    for (int times = 0; times < 10; ++times)
        ASSERT_EQ(remove(add().at("id")).status, 204U) << times;
    const auto refused = add();
    EXPECT_EQ(refused.status, 429U);
    EXPECT_NE(refused.header("retry-after"), "");
    clock.advance(1h);
    token = sign_in("ana@tienda.es").at("token");
    EXPECT_EQ(add().status, 201U);
}

TEST_F(PasskeysOfCustomers, EndWithTheAccount) {
    add();
    clock.advance(1s);
    const auto answer = passkey.sign_in(challenge(), handle());
    const auto id = ana().id();
    run(customers.remove(id, {}));
    EXPECT_EQ(bring(answer).status, 401U);
    EXPECT_TRUE(run(store.find(id))->passkeys().empty());
}

} // namespace
} // namespace resuelve::customers
