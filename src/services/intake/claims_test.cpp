#include "platform/json/write.hpp"
#include "services/intake/intake_test.hpp"

#include <cctype>

namespace resuelve::intake {
namespace {

struct Claims : IntakeTest {
    static constexpr std::string_view body =
        R"({"subject":"La cafetera gotea","description":"Gotea desde el primer día.",)"
        R"("contact":{"name":"Fermín Oso","email":"Fermin@Example.org"}})";

    Answered file(std::vector<std::pair<std::string, std::string>> headers = {}, std::string source = "192.0.2.1") {
        return api.send(somebody(), {http::Method::post, "/api/v1/claims", std::string{body}, std::move(headers),
                                     std::move(source)});
    }
    Answered ask(const std::string& reference, std::string email) {
        return api.post(somebody(), "/api/v1/claims/" + reference + "/access",
                        fmt::format(R"({{"email":"{}"}})", email));
    }
    Answered ask_with(const std::string& reference, std::string asked) {
        return api.post(somebody(), "/api/v1/claims/" + reference + "/access", std::move(asked));
    }
    /// The token of the last mail.
    std::string mailed_token() {
        return std::string{std::string_view{shop.bus.published.back().data.at("token").as_string()}};
    }
    Answered open(std::string token) {
        return api.post(somebody(), "/api/v1/claims/sessions", fmt::format(R"({{"token":"{}"}})", token));
    }
    /// Who a session's token speaks for, as the verifier would say.
    access::Actor holder(const incidents::Incident& incident) {
        auto actor = an_actor(access::Role::customer, incident.id.value, "Fermín Oso");
        actor.only_incident = incident.id;
        actor.signed_in_at = shop.clock.now();
        return actor;
    }
    incidents::Incident only_one() { return run(shop.incidents.list({.scope = {.all = true}})).items.at(0); }
};

TEST_F(Claims, AreFiledWithoutAnAccountAndHaveTheirReceiptInTheAnswer) {
    const auto filed = file();
    ASSERT_EQ(filed.status, 201U) << filed.body;
    EXPECT_EQ(filed.header("location"), "/api/v1/claims/" + filed.text("reference"));
    EXPECT_EQ(filed.json().at("receipt").at("subject"), "La cafetera gotea");
    EXPECT_TRUE(filed.json().at("receipt").as_object().contains("signature"));
    EXPECT_EQ(only_one().customer_id, std::nullopt);
    EXPECT_EQ(only_one().contact->email, "fermin@example.org");
}

TEST_F(Claims, LetWhoHasJustFiledAddPhotosForAnHour) {
    const auto session = file().json().at("session").as_object();
    EXPECT_EQ(session.at("id"), json::to_json(only_one().id));
    access::TokenVerifier verifier{{.customers = {}, .employees = {}, .intake = public_keys(token_keys)}, {"intake"}};
    const auto actor = verifier.verify(session.at("token").as_string(), shop.clock.now());
    ASSERT_TRUE(actor);
    EXPECT_EQ(actor->only_incident, only_one().id);
    const auto renew = [&] { return api.post(*actor, "/api/v1/claims/sessions/renewal", "{}").status; };
    shop.clock.advance(limits::filing_session_lifetime - std::chrono::seconds{1});
    EXPECT_EQ(renew(), 200U);
    shop.clock.advance(std::chrono::seconds{2});
    EXPECT_EQ(renew(), 401U);
}

TEST_F(Claims, ShowTheirStatusToWhoeverKnowsTheReference) {
    const auto reference = file().text("reference");
    auto typed = reference;
    std::erase(typed, '-');
    std::ranges::transform(typed, typed.begin(), [](char c) { return static_cast<char>(std::tolower(c)); });
    const auto status = api.get(somebody(), "/api/v1/claims/" + typed);
    EXPECT_EQ(status.text("status"), "registered");
    EXPECT_FALSE(status.body.contains("cafetera"));
    EXPECT_FALSE(status.body.contains("Ferm"));
}

TEST_F(Claims, LimitHowOftenASourceMayGuess) {
    const auto reference = file().text("reference");
    for (std::size_t i = 0; i < limits::reference_misses_per_source; ++i)
        EXPECT_EQ(api.get(somebody(), "/api/v1/claims/0000-0000-0000").status, 404U);
    const auto refused = api.get(somebody(), "/api/v1/claims/" + reference);
    EXPECT_EQ(refused.status, 429U);
    EXPECT_FALSE(refused.header("retry-after").empty());
    EXPECT_EQ(api.send(somebody(), {.target = "/api/v1/claims/" + reference, .source = "198.51.100.7"}).status, 200U);
}

TEST_F(Claims, LimitHowManyASourceMayFile) {
    for (std::size_t i = 0; i < limits::claims_per_source; ++i)
        ASSERT_EQ(file().status, 201U);
    EXPECT_EQ(file().status, 429U);
    EXPECT_EQ(file({}, "198.51.100.7").status, 201U);
}

TEST_F(Claims, AreFiledOnceForOneKeyAlsoFromAnotherAddress) {
    const auto first = file({{"idempotency-key", "k"}});
    EXPECT_EQ(file({{"idempotency-key", "k"}}, "198.51.100.7").body, first.body);
    EXPECT_EQ(run(shop.incidents.list({.scope = {.all = true}})).items.size(), 1U);
}

TEST_F(Claims, GoToTheAccountThatHasProvedItsAddress) {
    shop.know(another_customer(), "fermin@example.org", false);
    file();
    EXPECT_EQ(only_one().customer_id, std::nullopt) << "an unproven address inherits nothing";
    run(subscriptions(intake).front().handle({.id = events::EventId::make(shop.clock.now(), shop.random),
                                              .type = "customer.updated",
                                              .subject = another_customer().id,
                                              .version = 2,
                                              .data = {{"name", "Fermín Oso"},
                                                       {"email", "fermin@example.org"},
                                                       {"language", "es"},
                                                       {"email_verified", true},
                                                       {"active", true}}}));
    EXPECT_EQ(only_one().customer_id, another_customer().customer_id());
}

TEST_F(Claims, AnswerAnAccessRequestTheSameWhoeverAsks) {
    const auto reference = file().text("reference");
    const auto right = ask(reference, "FERMIN@example.org");
    const auto wrong = ask(reference, "ana@example.org");
    const auto none = ask("0000-0000-0000", "fermin@example.org");
    EXPECT_EQ(right.status, 202U);
    EXPECT_EQ(right.body, wrong.body);
    EXPECT_EQ(right.body, none.body);
    ASSERT_EQ(shop.bus.published.size(), 1U);
    const auto& event = shop.bus.published.front();
    EXPECT_EQ(event.type, "incident.access_requested");
    EXPECT_EQ(event.data.at("email"), "fermin@example.org");
    EXPECT_EQ(event.data.at("expires_at"), "2026-11-27T18:00:00.000Z");
}

TEST_F(Claims, MailALinkToTheirAddressForTheirOrdersNumber) {
    const auto ordered = shop.keep(an_incident().of_contact("fermin@example.org").of_order("P-10234").registered());
    const auto other = shop.keep(an_incident().of_contact("otra@example.org").numbered(2).registered());
    const auto right = ask_with(ordered.reference.value, R"({"order":" p10234"})");
    const auto wrong = ask_with(ordered.reference.value, R"({"order":"P-10235"})");
    const auto without_order = ask_with(other.reference.value, R"({"order":"P-10234"})");
    const auto none = ask_with("0000-0000-0000", R"({"order":"P-10234"})");
    EXPECT_EQ(right.status, 202U);
    EXPECT_EQ(right.body, wrong.body);
    EXPECT_EQ(right.body, without_order.body);
    EXPECT_EQ(right.body, none.body);
    ASSERT_EQ(shop.bus.published.size(), 1U);
    EXPECT_EQ(shop.bus.published.front().data.at("email"), "fermin@example.org");
    EXPECT_EQ(shop.bus.published.front().data.at("reference"), json::to_json(ordered.reference.value));
}

TEST_F(Claims, CountLinksForAnOrdersNumberWithTheOthers) {
    const auto ordered = shop.keep(an_incident().of_contact("fermin@example.org").of_order("P-10234").registered());
    for (int i = 0; i < 3; ++i)
        ask(ordered.reference.value, "fermin@example.org");
    EXPECT_EQ(ask_with(ordered.reference.value, R"({"order":"P-10234"})").status, 202U);
    EXPECT_EQ(shop.bus.published.size(), 3U);
}

TEST_F(Claims, WantAnAddressOrAnOrdersNumberForALink) {
    const auto reference = file().text("reference");
    for (const auto* asked : {R"({})", R"({"order":"  "})", R"({"email":"fermin@example.org","order":"P-10234"})"})
        EXPECT_EQ(ask_with(reference, asked).status, 422U) << asked;
    EXPECT_TRUE(shop.bus.published.empty());
}

TEST_F(Claims, MailAtMostThreeLinksAnHour) {
    const auto reference = file().text("reference");
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(ask(reference, "fermin@example.org").status, 202U);
    EXPECT_EQ(shop.bus.published.size(), 3U);
}

TEST_F(Claims, OpenASessionForThatIncidentOnceWithTheMailedLink) {
    const auto reference = file().text("reference");
    ask(reference, "fermin@example.org");
    const auto session = open(mailed_token());
    ASSERT_EQ(session.status, 200U) << session.body;
    EXPECT_EQ(session.json().at("incident").at("reference"), boost::json::value(reference));
    access::TokenVerifier verifier{{.customers = {}, .employees = {}, .intake = public_keys(token_keys)}, {"intake"}};
    const auto actor = verifier.verify(session.text("token"), shop.clock.now());
    ASSERT_TRUE(actor);
    EXPECT_EQ(actor->only_incident, only_one().id);
    EXPECT_EQ(open(mailed_token()).status, 404U) << "it works once";
}

TEST_F(Claims, RefuseEveryOtherTokenAlike) {
    const auto reference = file().text("reference");
    ask(reference, "fermin@example.org");
    auto other_case = mailed_token();
    std::ranges::transform(other_case, other_case.begin(), [](char c) { return static_cast<char>(std::toupper(c)); });
    for (const auto& token : {std::string{}, std::string{" "}, std::string(43, 'A'), other_case}) {
        const auto refused = open(token);
        EXPECT_EQ(refused.status, 404U) << token;
        EXPECT_EQ(refused.body, open(std::string(43, 'B')).body) << token;
    }
    shop.clock.advance(std::chrono::minutes{61});
    EXPECT_EQ(open(mailed_token()).status, 404U) << "it is too old";
}

TEST_F(Claims, LetTheHolderOfALinkReachThatIncidentAlone) {
    file();
    const auto mine = only_one();
    const auto other = shop.keep(an_incident().of_contact("otra@example.org").registered());
    const auto actor = holder(mine);
    EXPECT_EQ(api.get(actor, path_of(mine)).status, 200U);
    EXPECT_EQ(api.get(actor, path_of(other)).status, 404U);
    EXPECT_EQ(api.get(actor, "/api/v1/my/incidents").json().at("items").as_array().size(), 1U);
    EXPECT_EQ(api.post(actor, path_of(mine, "/messages"), R"({"body":"Hola"})").status, 201U);
    EXPECT_EQ(api.post(actor, "/api/v1/my/incidents", std::string{claim}).status, 403U);
    const auto uploaded = api.post(actor, path_of(mine, "/attachments?name=a.txt"), "Hola, buenas tardes");
    EXPECT_EQ(
        api.post(actor, path_of(mine, "/messages"), fmt::format(R"({{"attachment_ids":["{}"]}})", uploaded.text("id")))
            .status,
        201U);
}

TEST_F(Claims, RenewTheirSessionsForTwelveHours) {
    file();
    const auto actor = holder(only_one());
    EXPECT_EQ(api.post(actor, "/api/v1/claims/sessions/renewal", "").status, 200U);
    EXPECT_EQ(api.post(ana(), "/api/v1/claims/sessions/renewal", "").status, 403U);
    shop.clock.advance(std::chrono::hours{13});
    EXPECT_EQ(api.post(actor, "/api/v1/claims/sessions/renewal", "").status, 401U);
}

} // namespace
} // namespace resuelve::intake
