#include "services/customers/service_fixture.hpp"

namespace resuelve::customers {
namespace {

using http::Method;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

class OwnData : public ServiceFixture {
protected:
    OwnData() { token = token_of("ana@tienda.es"); }

    Answered me() { return api.get(own, bearer(token)); }
    Answered change(std::string body, const std::string& if_match = {}) {
        auto fields = bearer(token);
        if (!if_match.empty()) fields.emplace_back("if-match", if_match);
        return api.send(Method::patch, own, std::move(body), fields);
    }

    const std::string own = "/api/v1/customers/me";
    std::string token;
};

TEST_F(OwnData, IsForThePersonAlone) {
    EXPECT_EQ(me().at("email"), "ana@tienda.es");
    EXPECT_EQ(me().header("etag"), "\"1\"");
    EXPECT_EQ(api.get(own).status, 401U);
    EXPECT_EQ(api.get(own, bearer(employee_token())).status, 403U);
    auto fields = bearer(token);
    fields.emplace_back("if-none-match", "\"1\"");
    EXPECT_EQ(api.get(own, fields).status, 304U);
}

TEST_F(OwnData, ChangesWithTheVersionThatWasRead) {
    EXPECT_EQ(change("{}").status, 428U);
    EXPECT_EQ(change(R"({"first_name":"Eva"})", "\"2\"").status, 412U);
    const auto changed = change(R"({"first_name":"Eva","address":"Calle 2","birth_date":"1990-01-02"})", "\"1\"");
    EXPECT_EQ(changed.status, 200U);
    EXPECT_EQ(changed.header("etag"), "\"2\"");
    EXPECT_EQ(changed.at("first_name"), "Eva");
    EXPECT_EQ(changed.at("last_name"), "Ruiz");
    EXPECT_EQ(change(R"({"address":null})", "\"2\"").at("address"), "");
    EXPECT_EQ(me().at("birth_date"), "1990-01-02");
    EXPECT_EQ(count("customer.updated"), 2U);
}

TEST_F(OwnData, RefusesWhatIsNotForCustomersToChange) {
    const auto answer = change(R"({"email":"eva@tienda.es","email_verified":true,"birth_date":"2999-01-01"})", "\"1\"");
    EXPECT_EQ(answer.status, 422U);
    EXPECT_THAT(answer.field_errors(), testing::Contains(testing::Pair("/email_verified", "unknown")));
    EXPECT_EQ(change(R"({"birth_date":"2999-01-01"})", "\"1\"").field_errors()["/birth_date"], "out_of_range");
}

TEST_F(OwnData, IsExportedAfterARecentSignIn) {
    const auto answer = api.get(own + "/export", bearer(token));
    EXPECT_EQ(answer.status, 200U);
    EXPECT_THAT(answer.header("content-disposition"), HasSubstr("attachment"));
    EXPECT_EQ(answer.json().at("customer").at("email").as_string(), "ana@tienda.es");
    EXPECT_EQ(answer.json().at("sessions").as_array().size(), 1U);
    EXPECT_THAT(answer.text, Not(HasSubstr("argon2")));
    clock.advance(5min + 1s);
    EXPECT_EQ(api.get(own + "/export", bearer(token)).status, 403U);
}

class Erasing : public OwnData {};

TEST_F(Erasing, BlocksThePersonAndTellsTheOthers) {
    EXPECT_EQ(api.send(Method::delete_, own, {}, bearer(token)).status, 204U);
    EXPECT_EQ(me().status, 401U);
    EXPECT_EQ(sign_in("ana@tienda.es").status, 401U);
    const auto events = store.events();
    EXPECT_EQ(events.back().type, "customer.erased");
    EXPECT_THAT(boost::json::serialize(events.back().data), Not(HasSubstr("ana@")));
    EXPECT_EQ(register_customer("ana@tienda.es").status, 201U);
}

TEST_F(Erasing, WantsARecentSignInOrThePassword) {
    clock.advance(6min);
    EXPECT_EQ(api.send(Method::delete_, own, {}, bearer(token)).status, 403U);
    EXPECT_EQ(api.post(own + "/erasure", R"({"password":"otra frase muy larga"})", bearer(token)).status, 401U);
    EXPECT_EQ(me().status, 200U);
    EXPECT_EQ(api.post(own + "/erasure", R"({"password":"caballo correcto pila"})", bearer(token)).status, 204U);
    EXPECT_EQ(me().status, 401U);
}

class OwnPassword : public OwnData {
protected:
    Answered change_password(std::string_view current, std::string_view wanted) {
        return api.send(Method::put, own + "/password",
                        fmt::format(R"({{"current_password":"{}","new_password":"{}"}})", current, wanted),
                        bearer(token));
    }
};

TEST_F(OwnPassword, IsChangedWithTheCurrentOneAndEndsOtherSessions) {
    const auto other = sign_in("ana@tienda.es").at("token");
    EXPECT_EQ(change_password("no es esta frase", "grapa bateria nueva").status, 401U);
    EXPECT_EQ(change_password("caballo correcto pila", "corta").field_errors()["/new_password"], "too_short");
    EXPECT_EQ(change_password("caballo correcto pila", "grapa bateria nueva").status, 204U);
    EXPECT_EQ(me().status, 200U);
    EXPECT_EQ(api.get(own, bearer(other)).status, 401U);
    EXPECT_EQ(sign_in("ana@tienda.es").status, 401U);
    EXPECT_EQ(sign_in("ana@tienda.es", "grapa bateria nueva").status, 200U);
}

class Resetting : public ServiceFixture {
protected:
    Answered request(std::string_view email) {
        return api.post("/api/v1/customers/password-resets", fmt::format(R"({{"email":"{}"}})", email));
    }
    Answered confirm(const std::string& token, std::string_view password = "grapa bateria nueva") {
        return api.post("/api/v1/customers/password-resets/confirmation",
                        fmt::format(R"({{"token":"{}","password":"{}"}})", token, password));
    }
};

TEST_F(Resetting, AnswersAlikeWhetherTheAddressIsKnown) {
    register_customer("ana@tienda.es");
    const auto known = request("ana@tienda.es");
    const auto unknown = request("eva@tienda.es");
    EXPECT_EQ(known.status, 202U);
    EXPECT_EQ(unknown.status, 202U);
    EXPECT_EQ(known.text, unknown.text);
    EXPECT_FALSE(mailed_token("reset_password").empty());
}

TEST_F(Resetting, MailsAFewLinksAnHourOnly) {
    register_customer("ana@tienda.es");
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(request("ana@tienda.es").status, 202U);
    EXPECT_EQ(count("customer.link_requested"), 1U + 3U);
}

TEST_F(Resetting, LetsTheTrueOwnerInAndWhoeverRegisteredBeforeOut) {
    const auto intruder = token_of("ana@tienda.es");
    request("ana@tienda.es");
    EXPECT_EQ(confirm(mailed_token("reset_password")).status, 204U);
    EXPECT_EQ(api.get("/api/v1/customers/me", bearer(intruder)).status, 401U);
    EXPECT_EQ(sign_in("ana@tienda.es").status, 401U);
    clock.advance(1s);
    const auto owner = sign_in("ana@tienda.es", "grapa bateria nueva");
    EXPECT_EQ(owner.status, 200U);
    EXPECT_TRUE(owner.json().at("customer").at("email_verified").as_bool());
    EXPECT_TRUE(store.events().back().data.at("email_verified").as_bool());
}

TEST_F(Resetting, WorksOnceAndForAnHour) {
    register_customer("ana@tienda.es");
    request("ana@tienda.es");
    const auto token = mailed_token("reset_password");
    EXPECT_EQ(confirm(token, "corta").field_errors()["/password"], "too_short");
    EXPECT_EQ(confirm(token).status, 204U);
    EXPECT_EQ(confirm(token).field_errors()["/token"], "expired");
    request("ana@tienda.es");
    clock.advance(1h);
    EXPECT_EQ(confirm(mailed_token("reset_password")).status, 422U);
    EXPECT_EQ(confirm(mailed_token("verify_email")).status, 422U) << "a link of another purpose";
}

class Verifying : public OwnData {
protected:
    Answered verify(std::string body, const Fields& fields = {}) {
        return api.post("/api/v1/customers/verification", std::move(body), fields);
    }
    std::string link() const { return fmt::format(R"({{"token":"{}"}})", mailed_token("verify_email")); }
};

TEST_F(Verifying, TakesTheLinkAndTheAccount) {
    const auto mailed = link();
    EXPECT_EQ(verify(mailed).status, 401U) << "whoever registered somebody else's address waits for just that";
    EXPECT_EQ(verify(mailed, bearer(token_of("eva@tienda.es"))).status, 401U) << "Eva has no say over it";
    EXPECT_FALSE(run(customers.find(*Email::parse("ana@tienda.es")))->email_verified());
}

TEST_F(Verifying, WorksWithTheSessionOnce) {
    const auto mailed = link();
    const auto answer = verify(mailed, bearer(token));
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.at("email_verified"), "true");
    EXPECT_TRUE(store.events().back().data.at("email_verified").as_bool());
    EXPECT_EQ(verify(mailed, bearer(token)).field_errors()["/token"], "expired");
}

TEST_F(Verifying, WorksWithThePassword) {
    const auto with = [&](std::string_view password) {
        return verify(fmt::format(R"({{"token":"{}","password":"{}"}})", mailed_token("verify_email"), password));
    };
    EXPECT_EQ(with("otra frase muy larga").status, 401U);
    EXPECT_EQ(with("caballo correcto pila").status, 200U);
}

TEST_F(Verifying, CanBeAskedForAgain) {
    const auto first = link();
    const std::string target = "/api/v1/customers/verification-requests";
    EXPECT_EQ(api.post(target, "{}", bearer(token)).status, 202U);
    EXPECT_EQ(verify(first, bearer(token)).status, 422U);
    EXPECT_EQ(verify(link(), bearer(token)).status, 200U);
    EXPECT_EQ(api.post(target, "{}", bearer(token)).status, 409U);
    EXPECT_EQ(api.post(target, "{}").status, 401U);
}

class Reading : public OwnData {};

TEST_F(Reading, IsForEmployees) {
    const auto id = me().at("id");
    const auto found = api.get("/api/v1/customers?q=ana&limit=10", bearer(employee_token()));
    EXPECT_EQ(found.status, 200U);
    ASSERT_EQ(found.json().at("items").as_array().size(), 1U);
    EXPECT_TRUE(found.json().at("next_cursor").is_null());
    const auto one = api.get("/api/v1/customers/" + id, bearer(employee_token()));
    EXPECT_EQ(one.status, 200U);
    EXPECT_EQ(one.header("etag"), "\"1\"");
    EXPECT_THAT(one.text, Not(HasSubstr("password")));
    EXPECT_EQ(api.get("/api/v1/customers/" + id, bearer(token)).status, 403U);
    EXPECT_EQ(api.get("/api/v1/customers").status, 401U);
}

TEST_F(Reading, DoesNotShowWhoIsNotThere) {
    const auto id = me().at("id");
    api.send(Method::delete_, own, {}, bearer(token));
    for (const auto& unknown : {id, std::string{"018f4e2a-1b2c-7d3e-8f4a-5b6c7d8e9f0a"}, std::string{"x"}})
        EXPECT_EQ(api.get("/api/v1/customers/" + unknown, bearer(employee_token())).status, 404U);
}

TEST_F(Reading, RefusesUnknownParameters) {
    EXPECT_EQ(api.get("/api/v1/customers?offset=3", bearer(employee_token())).status, 422U);
    EXPECT_EQ(api.get("/api/v1/customers?limit=101", bearer(employee_token())).status, 422U);
    EXPECT_EQ(api.get("/api/v1/customers?cursor=x", bearer(employee_token())).status, 400U);
}

class Claimants : public ServiceFixture {
protected:
    void hear(boost::json::value customer_id, std::string_view email) {
        events::Event event{.id = events::EventId::make(clock.now(), random), .type = "incident.registered"};
        event.data = {{"customer_id", std::move(customer_id)},
                      {"language", "ca"},
                      {"contact", {{"name", "Eva Sol"}, {"email", email}, {"phone", nullptr}}}};
        run(subscriptions(service).front().handle(event));
    }
};

TEST_F(Claimants, GetAnAccountThatTheyCanTakeOver) {
    hear(nullptr, "Eva@tienda.es");
    hear(nullptr, "eva@tienda.es");
    const auto eva = run(customers.find(*Email::parse("eva@tienda.es")));
    ASSERT_TRUE(eva);
    EXPECT_EQ(eva->display_name(), "Eva Sol");
    EXPECT_EQ(eva->language(), "ca");
    EXPECT_FALSE(eva->email_verified());
    EXPECT_FALSE(eva->password_hash());
    EXPECT_EQ(count("customer.registered"), 1U);
    EXPECT_EQ(count("customer.link_requested"), 0U) << "nobody verified the address";
    api.post("/api/v1/customers/password-resets", R"({"email":"eva@tienda.es"})");
    EXPECT_EQ(
        api.post("/api/v1/customers/password-resets/confirmation",
                 fmt::format(R"({{"token":"{}","password":"grapa bateria nueva"}})", mailed_token("reset_password")))
            .status,
        204U);
    EXPECT_TRUE(run(customers.find(eva->id()))->email_verified());
}

TEST_F(Claimants, AreNotMadeOfCustomersNorOfNonsense) {
    hear("018f4e2a-1b2c-7d3e-8f4a-5b6c7d8e9f0a", "eva@tienda.es");
    hear(nullptr, "nonsense");
    EXPECT_TRUE(store.events().empty());
}

} // namespace
} // namespace resuelve::customers
