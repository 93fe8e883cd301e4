#include "services/resolution/resolution_test.hpp"

namespace resuelve::resolution {
namespace {

struct EmployeesMessages : ResolutionTest {
    incidents::Incident incident = shop.keep(an_incident().in_progress());
};

TEST_F(EmployeesMessages, AreAnswersOrNotes) {
    const auto answer =
        api.post(an_agent(), path_of(incident, "/messages"), R"({"body":"Mañana","visibility":"public"})");
    ASSERT_EQ(answer.status, 201U) << answer.body;
    EXPECT_EQ(answer.text("kind"), "message");
    EXPECT_EQ(answer.text("visibility"), "public");
    EXPECT_EQ(answer.header("etag"), api::etag(incident.version + 1));
    const auto note = api.post(an_agent(), path_of(incident, "/messages"), R"({"body":"Ojo","visibility":"internal"})");
    EXPECT_EQ(note.text("kind"), "note");
    EXPECT_EQ(note.json().at("body").at("text"), "Ojo");
}

TEST_F(EmployeesMessages, MustSayWhoReadsThem) {
    EXPECT_EQ(api.post(an_agent(), path_of(incident, "/messages"), R"({"body":"Hola"})").first_error(),
              "/visibility required");
}

TEST_F(EmployeesMessages, AskTheCustomer) {
    const auto asked =
        api.post(an_agent(), path_of(incident, "/information-request"), R"({"body":"¿De qué color es?"})");
    EXPECT_EQ(asked.text("status"), "awaiting_customer");
    EXPECT_EQ(asked.text("next_turn"), "customer");
}

TEST_F(EmployeesMessages, RequestACompletionWithTenWorkingDaysAtLeast) {
    const auto path = path_of(incident, "/completion-request");
    EXPECT_EQ(api.post(an_agent(), path, R"({"body":"Falta algo","missing":[]})").first_error(), "/missing too_few");
    EXPECT_EQ(api.post(an_agent(), path, R"({"body":"Falta algo","missing":["Factura"],"due":"2026-12-01"})").status,
              422U);
    const auto requested = api.post(an_agent(), path, R"({"body":"Falta algo","missing":["Factura"]})");
    EXPECT_EQ(requested.text("status"), "awaiting_completion");
    EXPECT_EQ(boost::json::serialize(requested.json().at("missing")), R"(["Factura"])");
}

TEST_F(EmployeesMessages, NoteThatAThirdPartyHasToAnswer) {
    const auto waiting = api.post(an_agent(), path_of(incident, "/third-party-wait"),
                                  R"({"body":"La mira el fabricante","until":"2026-12-04T12:00:00+01:00"})");
    EXPECT_EQ(waiting.text("status"), "awaiting_third_party");
    EXPECT_EQ(waiting.json().at("deadlines").at("third_party_by"), "2026-12-04T11:00:00.000Z");
}

using OpenForCustomer = ResolutionTest;

constexpr std::string_view claim = R"("subject":"La cafetera gotea","description":"Gotea desde el primer día.")";

TEST_F(OpenForCustomer, TakesAKnownCustomerOrAContact) {
    const auto known = api.post(an_agent(), "/api/v1/incidents",
                                fmt::format(R"({{{},"customer_id":"{}"}})", claim, ana().id.to_string()));
    ASSERT_EQ(known.status, 201U) << known.body;
    EXPECT_EQ(known.text("channel"), "phone");
    EXPECT_EQ(known.text("customer_name"), "Ana Pérez");
    EXPECT_EQ(known.header("location"), "/api/v1/incidents/" + known.text("id"));
    const auto contact = api.post(
        an_agent(), "/api/v1/incidents",
        fmt::format(R"({{{},"channel":"store","contact":{{"name":"Fermín","email":"F@example.org"}}}})", claim));
    ASSERT_EQ(contact.status, 201U) << contact.body;
    EXPECT_EQ(contact.json().at("contact").at("email"), "f@example.org");
}

TEST_F(OpenForCustomer, TakesWhatCameByPost) {
    const auto opened = api.post(
        an_agent(), "/api/v1/incidents",
        fmt::format(R"({{{},"channel":"post","contact":{{"name":"Fermín","email":"f@example.org"}}}})", claim));
    ASSERT_EQ(opened.status, 201U) << opened.body;
    EXPECT_EQ(opened.text("channel"), "post");
}

TEST_F(OpenForCustomer, NamesWhoIsMissingOrUnknown) {
    const auto error = [&](std::string_view who) {
        return api.post(an_agent(), "/api/v1/incidents", fmt::format("{{{}{}}}", claim, who)).first_error();
    };
    EXPECT_EQ(error(""), "/customer_id required");
    EXPECT_EQ(error(fmt::format(R"(,"customer_id":"{}")", uuid(99).to_string())), "/customer_id unknown");
    EXPECT_EQ(error(fmt::format(R"(,"customer_id":"{}","team_id":"{}")", ana().id.to_string(), uuid(99).to_string())),
              "/team_id unknown");
}

using Directing = ResolutionTest;

TEST_F(Directing, MergesAndUndoesIt) {
    const auto incident = shop.keep(an_incident().numbered(1).in_progress());
    const auto into = shop.keep(an_incident().numbered(2).registered());
    const auto merged =
        api.post(an_agent(), path_of(incident, "/merge"), fmt::format(R"({{"into":"{}"}})", into.reference.value));
    ASSERT_EQ(merged.status, 200U) << merged.body;
    EXPECT_EQ(merged.text("closed_as"), "merged");
    EXPECT_EQ(merged.text("merged_into"), into.id.to_string());
    EXPECT_EQ(merged.text("merged_into_reference"), into.reference.value);
    EXPECT_EQ(shop.stored(into.id).version, 2);
    const auto undo = [&](access::Actor by) {
        return api.send(by, {http::Method::delete_, path_of(incident, "/merge")});
    };
    EXPECT_EQ(undo(an_agent()).status, 403U);
    const auto undone = undo(a_supervisor());
    EXPECT_EQ(undone.text("status"), "in_progress");
    EXPECT_TRUE(undone.json().at("merged_into_reference").is_null());
}

TEST_F(Directing, DoesNotMergeIntoWhatTheAgentMayNotSee) {
    const auto incident = shop.keep(an_incident().numbered(1).in_progress());
    const auto hidden = shop.keep(an_incident().numbered(2).in_team(garden).registered());
    const auto merged = api.post(agent_of(kitchen), path_of(incident, "/merge"),
                                 fmt::format(R"({{"into":"{}"}})", hidden.id.to_string()));
    EXPECT_EQ(merged.first_error(), "/into unknown");
    EXPECT_EQ(shop.stored(incident.id), incident);
    EXPECT_EQ(shop.stored(hidden.id), hidden);
}

TEST_F(Directing, EscalatesReopensAndMarksSpam) {
    const auto open = shop.keep(an_incident().numbered(1).in_progress());
    EXPECT_EQ(api.post(a_supervisor(), path_of(open, "/escalation"), "").json().at("escalated"), true);
    const auto closed = shop.keep(an_incident().numbered(2).closed());
    EXPECT_EQ(api.post(an_agent(), path_of(closed, "/reopening"), R"({"reason":"Error"})").status, 403U);
    EXPECT_EQ(api.post(a_supervisor(), path_of(closed, "/reopening"), R"({"reason":"Error"})").text("status"),
              "in_progress");
    const auto junk = shop.keep(an_incident().numbered(3).registered());
    EXPECT_EQ(api.post(an_agent(), path_of(junk, "/spam")).text("closed_as"), "spam");
}

} // namespace
} // namespace resuelve::resolution
