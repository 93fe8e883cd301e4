#include "services/customers/service_fixture.hpp"

namespace resuelve::customers {
namespace {

using namespace std::chrono_literals;

class SignInLink : public ServiceFixture {
protected:
    SignInLink() { register_customer("ana@tienda.es"); }

    Answered ask(std::string_view email = "ana@tienda.es") {
        return api.post("/api/v1/customers/sign-in-links", fmt::format(R"({{"email":"{}"}})", email));
    }
    Answered follow(const std::string& token, const Fields& fields = {}) {
        return api.post("/api/v1/customers/sign-in-links/confirmation", fmt::format(R"({{"token":"{}"}})", token),
                        fields);
    }
    /// Asks for a link; its token.
    std::string link() {
        ask();
        return mailed_token("sign_in");
    }
    std::size_t links() const { return count("customer.link_requested"); }
    Customer ana() { return *run(store.find(*Email::parse("ana@tienda.es"))); }
    /// Somebody who proved to read the mail, as most have.
    void prove_address() {
        auto customer = ana();
        customer.verify_email();
        run(store.commit({.customer = customer.changed_at(clock.now())}));
    }
    /// The names of the cookies that an answer sets, with their values where these are not of the session.
    static std::map<std::string, std::string> cookies(const Answered& answer) {
        std::map<std::string, std::string> found;
        for (const auto& [field, value] : answer.headers) {
            if (field != "set-cookie") continue;
            const auto name = value.substr(0, value.find('='));
            found[name] = name.ends_with("_device") ? answer.cookie(name) : "";
        }
        return found;
    }
    bool works(const std::string& token) { return api.get("/api/v1/customers/me", bearer(token)).status == 200; }
};

TEST_F(SignInLink, AnswersAsSigningInWithThePasswordDoes) {
    prove_address();
    const auto by_link = follow(link());
    const auto by_password = sign_in("ana@tienda.es");
    EXPECT_EQ(by_link.status, 200U);
    EXPECT_EQ(by_link.at("customer"), by_password.at("customer"));
    EXPECT_TRUE(works(by_link.at("token")));
    EXPECT_EQ(cookies(by_link), cookies(by_password));
    EXPECT_EQ(cookies(by_link).size(), 3U);
    EXPECT_EQ(ana().version(), 2) << "nothing of the customer has changed";
}

TEST_F(SignInLink, WorksOnceAndForAQuarterOfAnHour) {
    const auto token = link();
    EXPECT_EQ(follow(token).status, 200U);
    const auto again = follow(token);
    EXPECT_EQ(again.field_errors()["/token"], "expired");
    const auto late = link();
    clock.advance(15min + 1s);
    const auto expired = follow(late);
    EXPECT_EQ(expired.status, again.status);
    EXPECT_EQ(expired.field_errors(), again.field_errors());
    EXPECT_EQ(follow("mzXh2").field_errors()["/token"], "expired");
    EXPECT_EQ(follow(mailed_token("verify_email")).field_errors()["/token"], "expired");
}

TEST_F(SignInLink, MakesTheOneBeforeGoodForNothing) {
    const auto first = link();
    const auto second = link();
    EXPECT_EQ(follow(first).status, 422U);
    EXPECT_EQ(follow(second).status, 200U);
}

TEST_F(SignInLink, SaysTheAddressThatItWentTo) {
    EXPECT_EQ(email_in(link()), Email::parse("ana@tienda.es"));
}

TEST_F(SignInLink, IsAnsweredAlikeForAnAddressWithoutAnAccount) {
    const auto known = ask();
    const auto before = links();
    const auto unknown = ask("nadie@tienda.es");
    EXPECT_EQ(links(), before);
    EXPECT_EQ(known.status, 202U);
    EXPECT_EQ(unknown.status, known.status);
    EXPECT_EQ(unknown.text, known.text);
    EXPECT_EQ(ask("nobody").status, 422U);
}

TEST_F(SignInLink, IsMailedThreeTimesAnHourAndNobodyIsTold) {
    for (int i = 0; i < 4; ++i)
        EXPECT_EQ(ask().status, 202U);
    EXPECT_EQ(links(), 1U + 3U) << "with the one of the registration";
}

TEST_F(SignInLink, IsAskedForTwentyTimesAnHourFromOneSource) {
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(ask("nadie@tienda.es").status, 202U);
    EXPECT_EQ(ask("nadie@tienda.es").status, 429U);
    EXPECT_EQ(follow("mzXh2").status, 429U);
}

TEST_F(SignInLink, IsNotForWhoHasLeft) {
    const auto token = link();
    const auto before = links();
    api.send(http::Method::delete_, "/api/v1/customers/me", {}, bearer(sign_in("ana@tienda.es").at("token")));
    EXPECT_EQ(ask().status, 202U);
    EXPECT_EQ(links(), before);
    EXPECT_EQ(follow(token).status, 422U);
}

TEST_F(SignInLink, ProvesTheAddress) {
    const auto answer = follow(link());
    EXPECT_TRUE(ana().email_verified());
    EXPECT_EQ(answer.json().at("customer").at("email_verified"), true);
    EXPECT_EQ(store.events().back().type, "customer.updated");
    EXPECT_EQ(store.events().back().data.at("email_verified"), true);
}

TEST_F(SignInLink, PutsOutWhoRegisteredSomebodyElsesAddress) {
    const auto stranger = sign_in("ana@tienda.es").at("token");
    api.post("/api/v1/customers/me/email", credentials("otra@tienda.es"), bearer(stranger));
    const auto answer = follow(link());
    EXPECT_TRUE(works(answer.at("token")));
    EXPECT_FALSE(works(stranger));
    EXPECT_EQ(sign_in("ana@tienda.es").status, 401U);
    EXPECT_EQ(api.post("/api/v1/customers/email-changes/confirmation",
                       fmt::format(R"({{"token":"{}"}})", mailed_token("change_email")), bearer(answer.at("token")))
                  .status,
              422U);
}

TEST_F(SignInLink, LeavesThePasswordToABrowserThatUsedIt) {
    const auto before = sign_in("ana@tienda.es");
    std::string device;
    for (const auto& [name, value] : cookies(before))
        if (!value.empty()) device = fmt::format("{}={}", name, value);
    EXPECT_EQ(follow(link(), {{"cookie", device}}).status, 200U);
    EXPECT_TRUE(works(before.at("token")));
    EXPECT_EQ(sign_in("ana@tienda.es").status, 200U);
    EXPECT_TRUE(ana().email_verified());
}

TEST_F(SignInLink, LeavesAProvedAccountsPasswordAndSessions) {
    prove_address();
    const auto elsewhere = sign_in("ana@tienda.es").at("token");
    EXPECT_EQ(follow(link()).status, 200U);
    EXPECT_TRUE(works(elsewhere));
    EXPECT_EQ(sign_in("ana@tienda.es").status, 200U);
}

TEST_F(SignInLink, IsTheWayInForWhoHasNoPassword) {
    run(customers.add(*Email::parse("eva@tienda.es"), [](Customer& eva) { return eva.change_first_name("Eva"); }, {}));
    ask("eva@tienda.es");
    EXPECT_EQ(follow(mailed_token("sign_in")).status, 200U);
}

TEST_F(SignInLink, ToAnAddressBeforeThePresentOneIsGoodForNothing) {
    const auto token = link();
    auto customer = ana();
    customer.change_email(*Email::parse("ana.nueva@tienda.es"));
    run(store.commit({.customer = customer.changed_at(clock.now())}));
    EXPECT_EQ(follow(token).field_errors()["/token"], "expired");
}

TEST_F(SignInLink, IsNoWayInFromAnotherSitesPage) {
    EXPECT_EQ(follow(link(), {{"sec-fetch-site", "cross-site"}, {"origin", "https://elsewhere.example"}}).status, 403U);
}

TEST_F(SignInLink, IsAudited) {
    follow(link());
    const auto id = ana().id().value;
    const auto& records = audit.records();
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0].record.act, access::Audited::password_changed);
    EXPECT_EQ(records[0].record.subject, id);
    EXPECT_EQ(records[1].record.act, access::Audited::signed_in);
    EXPECT_EQ(records[1].record.actor, id);
    EXPECT_EQ(records[1].record.detail, "link");
}

} // namespace
} // namespace resuelve::customers
