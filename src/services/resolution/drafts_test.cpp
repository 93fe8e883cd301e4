#include "services/resolution/resolution_test.hpp"

#include <gmock/gmock.h>

namespace resuelve::resolution {
namespace {

using http::Method;

struct Drafts : ResolutionTest {
    Answered put(access::Actor actor, std::string body) {
        return api.send(std::move(actor), {Method::put, path_of(incident, "/drafts/me"), std::move(body), {}});
    }
    Answered read(access::Actor actor) { return api.get(std::move(actor), path_of(incident, "/drafts/me")); }
    bool has_none(access::Actor actor) {
        const auto answered = read(std::move(actor));
        EXPECT_EQ(answered.status, 200U);
        return answered.text("reply").empty() && answered.text("note").empty() &&
               answered.json().at("updated_at").is_null();
    }
    Answered remove(access::Actor actor) {
        return api.send(std::move(actor), {Method::delete_, path_of(incident, "/drafts/me"), {}, {}});
    }
    Answered write(access::Actor actor, std::string_view visibility, std::string key = "k") {
        return api.post(std::move(actor), path_of(incident, "/messages"),
                        fmt::format(R"({{"body":"Hecho","visibility":"{}"}})", visibility),
                        {{"idempotency-key", std::move(key)}});
    }
    std::vector<std::string> writers(const boost::json::value& list) {
        std::vector<std::string> names;
        for (const auto& item : list.as_array())
            names.emplace_back(item.at("name").as_string());
        return names;
    }
    access::Actor luis() {
        auto agent = another_agent();
        agent.teams = {kitchen};
        return agent;
    }

    incidents::Incident incident = shop.keep(an_incident().in_team(kitchen).in_progress());
    const std::string both = R"({"reply":"Lo recogemos","note":"Llamar","last_entry":3})";
};

TEST_F(Drafts, AreKeptForTheirWriter) {
    EXPECT_TRUE(has_none(an_agent()));
    EXPECT_EQ(put(an_agent(), both).status, 200U);
    const auto draft = read(an_agent()).json();
    EXPECT_EQ(draft.at("reply").as_string(), "Lo recogemos");
    EXPECT_EQ(draft.at("note").as_string(), "Llamar");
    EXPECT_EQ(draft.at("last_entry").as_int64(), 3);
    EXPECT_TRUE(has_none(luis()));
}

TEST_F(Drafts, AreNeitherInTheTimelineNorAChange) {
    const auto entries = shop.entries(incident.id);
    put(an_agent(), both);
    EXPECT_EQ(shop.entries(incident.id), entries);
    EXPECT_EQ(shop.stored(incident.id), incident);
}

TEST_F(Drafts, AreSeenByOthersOnlyAsSomebodyWriting) {
    put(an_agent(), both);
    shop.clock.advance(std::chrono::seconds{2});
    put(luis(), R"({"note":"Yo"})");
    const auto listed = api.get(luis(), path_of(incident, "/drafts"));
    EXPECT_THAT(writers(listed.json().at("items")), testing::ElementsAre(an_agent().name, another_agent().name));
    EXPECT_THAT(listed.body, testing::Not(testing::HasSubstr("recogemos")));
    const auto queue = api.get(luis(), "/api/v1/incidents").json();
    EXPECT_THAT(writers(queue.at("items").as_array().at(0).at("drafting")),
                testing::ElementsAre(an_agent().name, another_agent().name));
}

TEST_F(Drafts, GoWithWhatIsSent) {
    put(an_agent(), both);
    EXPECT_EQ(write(an_agent(), "internal").status, 201U);
    EXPECT_EQ(read(an_agent()).text("note"), "");
    EXPECT_EQ(read(an_agent()).text("reply"), "Lo recogemos");
    EXPECT_EQ(write(an_agent(), "public", "k2").status, 201U);
    EXPECT_TRUE(has_none(an_agent()));
}

TEST_F(Drafts, SayForAMomentWhoIsWritingAboutWhatTheReaderMaySee) {
    const auto elsewhere = shop.keep(an_incident().numbered(2).in_team(garden).in_progress());
    put(an_agent(), both);
    api.send(a_supervisor(), {Method::put, path_of(elsewhere, "/drafts/me"), both, {}});
    const auto writing = [&](access::Actor reader) {
        return api.get(std::move(reader), "/api/v1/incidents/writers").json().at("items").as_array();
    };
    const auto seen = writing(luis()); // the other team's has another assignee
    ASSERT_EQ(seen.size(), 1U);
    EXPECT_EQ(seen[0].at("incident_id").as_string(), incident.id.to_string());
    EXPECT_EQ(seen[0].at("name").as_string(), an_agent().name);
    EXPECT_EQ(writing(a_supervisor()).size(), 2U);
    shop.clock.advance(std::chrono::seconds{15});
    EXPECT_EQ(writing(a_supervisor()).size(), 2U);
    shop.clock.advance(std::chrono::milliseconds{1});
    EXPECT_TRUE(writing(a_supervisor()).empty());
}

TEST_F(Drafts, OfOthersStayWhenSomebodySends) {
    put(luis(), both);
    write(an_agent(), "public");
    EXPECT_FALSE(has_none(luis()));
}

TEST_F(Drafts, GoAlsoIfTheAnswerGotLostAndTheRequestIsRepeated) {
    write(an_agent(), "public");
    put(an_agent(), R"({"reply":"Hecho"})"); // as it was before a process stopped between both
    EXPECT_EQ(write(an_agent(), "public").header("idempotent-replayed"), "true");
    EXPECT_TRUE(has_none(an_agent()));
}

TEST_F(Drafts, StayIfWhatIsSentIsRefused) {
    put(an_agent(), both);
    EXPECT_EQ(api.post(an_agent(), path_of(incident, "/messages"), R"({"body":"","visibility":"public"})").status,
              422U);
    EXPECT_EQ(read(an_agent()).text("reply"), "Lo recogemos");
}

TEST_F(Drafts, GoWithAQuestionToTheCustomer) {
    put(an_agent(), both);
    EXPECT_EQ(api.post(an_agent(), path_of(incident, "/information-request"), R"({"body":"Falta la foto"})").status,
              200U);
    EXPECT_EQ(read(an_agent()).text("reply"), "");
}

TEST_F(Drafts, AreDiscardedOnce) {
    put(an_agent(), both);
    EXPECT_EQ(remove(an_agent()).status, 204U);
    EXPECT_EQ(remove(an_agent()).status, 404U);
}

TEST_F(Drafts, HaveSomethingInThem) {
    EXPECT_EQ(put(an_agent(), "{}").first_error(), "/reply required");
    EXPECT_EQ(put(an_agent(), R"({"reply":" ","note":""})").first_error(), "/reply required");
    EXPECT_EQ(put(an_agent(), R"({"note":")" + std::string(10'001, 'a') + R"("})").first_error(), "/note too_long");
}

TEST_F(Drafts, AreOnlyOfIncidentsThatTheSenderMaySee) {
    auto elsewhere = another_agent();
    elsewhere.teams = {garden};
    EXPECT_EQ(put(elsewhere, both).status, 404U);
    EXPECT_EQ(read(elsewhere).status, 404U);
    EXPECT_EQ(remove(elsewhere).status, 404U);
    EXPECT_EQ(api.get(elsewhere, path_of(incident, "/drafts")).status, 404U);
}

TEST_F(Drafts, AreErasedWithTheCustomersDataAndBeginNoMore) {
    put(an_agent(), both);
    run(shop.incidents.erase_customer(*incident.customer_id, shop.clock.now()));
    EXPECT_TRUE(has_none(an_agent()));
    EXPECT_EQ(put(an_agent(), both).status, 409U);
}

} // namespace
} // namespace resuelve::resolution
