#include "services/intake/intake_test.hpp"

namespace resuelve::intake {
namespace {

using RegisterIncident = IntakeTest;

TEST_F(RegisterIncident, GivesTheIncidentItsAddressAndItsVersion) {
    const auto answered = file();
    ASSERT_EQ(answered.status, 201U) << answered.body;
    EXPECT_EQ(answered.header("location"), "/api/v1/my/incidents/" + answered.text("id"));
    EXPECT_EQ(answered.header("etag"), "\"1\"");
    EXPECT_EQ(answered.text("status"), "registered");
    EXPECT_EQ(answered.text("next_turn"), "shop");
    EXPECT_EQ(api.get(ana(), answered.header("location")).body, answered.body);
    EXPECT_EQ(api.get(ana(), "/api/v1/my/incidents/" + answered.text("reference")).body, answered.body);
}

TEST_F(RegisterIncident, NamesEveryFieldThatIsWrong) {
    const auto answered = api.post(ana(), "/api/v1/my/incidents", R"({"subject":"x","status":"closed"})");
    EXPECT_EQ(answered.status, 422U);
    std::vector<std::string> fields;
    for (const auto& error : answered.json().at("errors").as_array())
        fields.emplace_back(std::string_view{error.at("field").as_string()});
    EXPECT_EQ(fields, (std::vector<std::string>{"/subject", "/description", "/status"}));
    EXPECT_TRUE(run(shop.incidents.list({.scope = {.all = true}})).items.empty());
}

TEST_F(RegisterIncident, TakesASubjectThatWasPastedFromATable) {
    const auto with = [&](std::string_view subject) {
        return api.post(ana(), "/api/v1/my/incidents",
                        fmt::format(R"({{"subject":"{}","description":"Gotea desde el primer día."}})", subject));
    };
    EXPECT_EQ(with(R"(Cafetera\tgotea)").text("subject"), "Cafetera gotea");
    EXPECT_EQ(with(R"(Dos\nlíneas)").first_error(), "/subject control_character");
    EXPECT_EQ(with(R"(\t)").first_error(), "/subject too_short");
}

TEST_F(RegisterIncident, DoesNotComeByPost) {
    const auto by_post = R"({"subject":"La cafetera","description":"Gotea desde el primer día.","channel":"post")";
    EXPECT_EQ(api.post(ana(), "/api/v1/my/incidents", fmt::format("{}}}", by_post)).first_error(),
              "/channel not_one_of");
    const auto claim_by_post = fmt::format(R"({},"contact":{{"name":"Fermín","email":"f@example.org"}}}})", by_post);
    EXPECT_EQ(api.post(somebody(), "/api/v1/claims", claim_by_post).first_error(), "/channel not_one_of");
}

TEST_F(RegisterIncident, KeepsWhichTextAboutPrivacyWasAccepted) {
    const auto with = [&](const std::string& version) {
        return api.post(ana(), "/api/v1/my/incidents",
                        fmt::format(R"({{"subject":"La cafetera gotea","description":"Gotea desde el primer día.",)"
                                    R"("privacy_version":"{}"}})",
                                    version));
    };
    const auto filed = with("2026-11-01");
    EXPECT_EQ(filed.text("privacy_version"), "2026-11-01");
    EXPECT_EQ(run(shop.incidents.find(*IncidentId::parse(filed.text("id"))))->privacy_version, "2026-11-01");
    EXPECT_TRUE(file().json().at("privacy_version").is_null());
    EXPECT_EQ(with(std::string(33, '1')).first_error(), "/privacy_version too_long");
}

TEST_F(RegisterIncident, ChainsWhichTextAboutPrivacyWasAcceptedWithWhatWasFiled) {
    const auto filed = api.post(ana(), "/api/v1/my/incidents",
                                R"({"subject":"La cafetera","description":"Gotea desde hoy.","privacy_version":"2"})");
    const auto id = *IncidentId::parse(filed.text("id"));
    auto entries = shop.entries(id);
    EXPECT_EQ(boost::json::parse(entries.front().body).at("privacy_version"), "2");
    EXPECT_FALSE(incidents::verify_chain(id, entries));
    entries.front().body.replace(entries.front().body.find(R"("privacy_version":"2")"), 21, R"("privacy_version":"1")");
    EXPECT_TRUE(incidents::verify_chain(id, entries)) << "another text";
    const auto without = *IncidentId::parse(file().text("id"));
    EXPECT_FALSE(boost::json::parse(shop.entries(without).front().body).as_object().contains("privacy_version"))
        << "as entries of before";
    EXPECT_FALSE(incidents::verify_chain(without, shop.entries(without)));
}

TEST_F(RegisterIncident, TakesTheLanguageOfTheCustomer) {
    run(shop.incidents.remember(
        {.id = ana().id, .role = access::Role::customer, .version = 1, .name = "Ana", .language = "gl"}));
    EXPECT_EQ(file().text("language"), "gl");
}

TEST_F(RegisterIncident, IsForCustomersOnly) {
    EXPECT_EQ(api.post(somebody(), "/api/v1/my/incidents", std::string{claim}).status, 401U);
    EXPECT_EQ(api.post(an_agent(), "/api/v1/my/incidents", std::string{claim}).status, 403U);
}

TEST_F(RegisterIncident, DoesNothingTwiceForOneIdempotencyKey) {
    const std::vector<std::pair<std::string, std::string>> key{{"idempotency-key", "k-1"}};
    const auto first = api.post(ana(), "/api/v1/my/incidents", std::string{claim}, key);
    const auto again = api.post(ana(), "/api/v1/my/incidents", std::string{claim}, key);
    EXPECT_EQ(again.status, 201U);
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(again.header("location"), first.header("location"));
    EXPECT_EQ(run(shop.incidents.list({.scope = {.all = true}})).items.size(), 1U);

    const auto other = api.post(ana(), "/api/v1/my/incidents",
                                R"({"subject":"Otra cosa","description":"Algo del todo distinto"})", key);
    EXPECT_EQ(other.status, 422U);
    EXPECT_EQ(other.text("type"), "/problems/idempotency-key-reused");
    EXPECT_EQ(api.post(another_customer(), "/api/v1/my/incidents", std::string{claim}, key).status, 201U)
        << "another customer's key is another key";
}

TEST_F(RegisterIncident, RefusesAnIdempotencyKeyThatIsNoVisibleAscii) {
    for (const auto& key : {std::string{}, std::string{"a b"}, std::string{"ñ"}, std::string(256, 'k')})
        EXPECT_EQ(api.post(ana(), "/api/v1/my/incidents", std::string{claim}, {{"idempotency-key", key}}).first_error(),
                  "Idempotency-Key malformed")
            << key;
}

} // namespace
} // namespace resuelve::intake
