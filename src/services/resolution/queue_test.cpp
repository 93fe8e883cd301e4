#include "services/resolution/resolution_test.hpp"

namespace resuelve::resolution {
namespace {

using incidents::Priority;
using Strings = std::vector<std::string>;

struct ListIncidents : ResolutionTest {
    ListIncidents() {
        using namespace std::chrono_literals;
        shop.keep(an_incident().numbered(1).with_subject("Primera").filed_at(filing_time).registered());
        shop.keep(an_incident()
                      .numbered(2)
                      .with_subject("Segunda")
                      .filed_at(filing_time + 1h)
                      .in_team(kitchen)
                      .in_progress());
        shop.keep(an_incident()
                      .numbered(3)
                      .with_subject("Tercera")
                      .filed_at(filing_time + 2h)
                      .in_team(garden)
                      .with_priority(Priority::high)
                      .with_category("transporte")
                      .registered());
    }
};

TEST_F(ListIncidents, ComesNewestFirst) {
    EXPECT_EQ(subjects(a_supervisor(), ""), (Strings{"Tercera", "Segunda", "Primera"}));
}

TEST_F(ListIncidents, SaysHowManyOfACustomerAreHidden) {
    const auto hidden = [&](const access::Actor& reader, const std::string& query) {
        return api.get(reader, "/api/v1/incidents" + query).json().at("hidden");
    };
    const auto of_ana = "?customer=" + ana().id.to_string();
    EXPECT_EQ(hidden(agent_of(kitchen), of_ana), 1) << "the third is the garden's";
    EXPECT_EQ(hidden(agent_of(garden), of_ana), 0);
    EXPECT_TRUE(hidden(a_supervisor(), of_ana).is_null());
    EXPECT_TRUE(hidden(agent_of(kitchen), "").is_null());
}

TEST_F(ListIncidents, HasEveryFilter) {
    EXPECT_EQ(subjects(a_supervisor(), "status=in_progress,closed"), Strings{"Segunda"});
    EXPECT_EQ(subjects(a_supervisor(), "assignee=none"), (Strings{"Tercera", "Primera"}));
    EXPECT_EQ(subjects(a_supervisor(), "assignee=" + an_agent().id.to_string()), Strings{"Segunda"});
    EXPECT_EQ(subjects(an_agent(), "assignee=me"), Strings{"Segunda"});
    EXPECT_EQ(subjects(a_supervisor(), "team=" + garden.to_string()), Strings{"Tercera"});
    EXPECT_EQ(subjects(a_supervisor(), "team=none"), Strings{"Primera"});
    EXPECT_EQ(subjects(a_supervisor(), "priority=high"), Strings{"Tercera"});
    EXPECT_EQ(subjects(a_supervisor(), "category=transporte"), Strings{"Tercera"});
    EXPECT_EQ(subjects(a_supervisor(), "customer=" + uuid(9).to_string()), Strings{});
    EXPECT_EQ(subjects(a_supervisor(), "escalated=true"), Strings{});
    EXPECT_EQ(subjects(a_supervisor(), "q=segunda"), Strings{"Segunda"});
    EXPECT_EQ(subjects(a_supervisor(), "sort=created"), (Strings{"Primera", "Segunda", "Tercera"}));
}

TEST_F(ListIncidents, HoldsOnlyWhatTheAgentMaySee) {
    EXPECT_EQ(subjects(agent_of(garden), ""), (Strings{"Tercera", "Segunda", "Primera"}))
        << "own team's, own work, and those without a team";
    auto other = another_agent();
    other.teams = {garden};
    EXPECT_EQ(subjects(other, ""), (Strings{"Tercera", "Primera"}));
    EXPECT_EQ(subjects(other, "q=segunda"), Strings{});
}

TEST_F(ListIncidents, NamesEveryParameterThatIsWrong) {
    const auto error = [&](std::string_view query) {
        return api.get(a_supervisor(), "/api/v1/incidents?" + std::string{query}).first_error();
    };
    EXPECT_EQ(error("stat=closed"), "stat unknown");
    EXPECT_EQ(error("status=closed,open"), "status not_one_of");
    EXPECT_EQ(error("limit=0"), "limit out_of_range");
    EXPECT_EQ(error("limit=101"), "limit out_of_range");
    EXPECT_EQ(error("assignee=$ne"), "assignee malformed");
    EXPECT_EQ(error("sort=-colour"), "sort not_one_of");
    EXPECT_EQ(error("sort=relevance"), "sort not_one_of");
    EXPECT_EQ(error("escalated=1"), "escalated malformed");
    EXPECT_EQ(error("q=" + std::string(257, 'a')), "q too_long");
    EXPECT_EQ(error("q=1+2+3+4+5+6+7+8+9+10+11+12+13+14+15+16+17"), "q too_many");
    EXPECT_EQ(api.get(a_supervisor(), "/api/v1/incidents?limit=1&limit=2").status, 400U);
}

TEST_F(ListIncidents, IsPagedByItsCursor) {
    const auto first = api.get(a_supervisor(), "/api/v1/incidents?limit=2");
    EXPECT_EQ(first.json().at("items").as_array().size(), 2U);
    const auto second = api.get(a_supervisor(), "/api/v1/incidents?limit=2&cursor=" + first.text("next_cursor"));
    EXPECT_EQ(second.json().at("items").as_array().size(), 1U);
    EXPECT_TRUE(second.json().at("next_cursor").is_null());
    EXPECT_EQ(api.get(a_supervisor(), "/api/v1/incidents?cursor=nonsense").status, 400U);
}

using GetIncident = ResolutionTest;

TEST_F(GetIncident, TellsEmployeesAllAndWhatTheyMayDo) {
    const auto incident = shop.keep(an_incident().in_progress());
    const auto seen = api.get(an_agent(), path_of(incident)).json();
    EXPECT_EQ(seen.at("assignee_id"), boost::json::value(an_agent().id.to_string()));
    EXPECT_EQ(seen.at("customer_name"), "Ana Pérez");
    const auto allowed = boost::json::serialize(seen.at("allowed"));
    EXPECT_NE(allowed.find("\"propose\""), std::string::npos);
    EXPECT_EQ(allowed.find("\"accept\""), std::string::npos) << "that is the customer's";
}

TEST_F(GetIncident, IsNotRepeatedToAReaderWhoHasIt) {
    const auto incident = shop.keep(an_incident().registered());
    const auto again =
        api.send(an_agent(), {.target = path_of(incident), .headers = {{"if-none-match", "W/\"1\", \"7\""}}});
    EXPECT_EQ(again.status, 304U);
    EXPECT_TRUE(again.body.empty());
    EXPECT_EQ(again.header("etag"), "\"1\"");
}

TEST_F(GetIncident, OfAnotherTeamIsTheSameAsNone) {
    const auto incident = shop.keep(an_incident().in_team(garden).registered());
    for (const auto* rest : {"", "/timeline", "/receipt", "/attachments"}) {
        const auto foreign = api.get(agent_of(kitchen), path_of(incident, rest));
        const auto missing = api.get(agent_of(kitchen), "/api/v1/incidents/" + uuid(77).to_string() + rest);
        EXPECT_EQ(foreign.status, 404U) << rest;
        EXPECT_EQ(foreign.body, missing.body) << rest;
    }
}

using GetViews = ResolutionTest;

TEST_F(GetViews, CountsWhatTheSenderMaySee) {
    shop.keep(an_incident().numbered(1).registered());
    shop.keep(an_incident().numbered(2).in_team(kitchen).in_progress());
    shop.keep(an_incident().numbered(3).in_team(garden).registered());
    shop.keep(an_incident().numbered(4).awaiting_customer());
    std::map<std::string, std::int64_t> counts;
    const auto views = api.get(agent_of(kitchen), "/api/v1/views").json();
    for (const auto& view : views.at("items").as_array())
        counts[std::string{std::string_view{view.at("name").as_string()}}] = view.at("count").as_int64();
    EXPECT_EQ(counts, (std::map<std::string, std::int64_t>{
                          {"mine", 1}, {"unassigned", 1}, {"due_today", 0}, {"waiting", 1}, {"team", 1}}));
    shop.clock.advance(std::chrono::days{25}); // 22 December, the last day to answer
    const auto later = api.get(agent_of(kitchen), "/api/v1/views").json();
    EXPECT_EQ(later.at("items").at(2).at("count"), 2);
}

TEST_F(GetViews, LeaveOutWhatIsSnoozedUnlessItIsDueToday) {
    const auto incident = shop.keep(an_incident().numbered(1).in_team(kitchen).in_progress());
    shop.keep(an_incident().numbered(2).in_team(kitchen).registered());
    const auto agent = agent_of(kitchen);
    shop.clock.advance(std::chrono::days{25}); // 22 December, the last day to answer
    ASSERT_EQ(patch(agent, incident, R"({"snoozed_until":"2027-01-07T08:00:00Z"})").status, 200U);
    std::map<std::string, std::int64_t> counts;
    const auto views = api.get(agent, "/api/v1/views").json();
    for (const auto& view : views.at("items").as_array()) {
        const std::string name{std::string_view{view.at("name").as_string()}};
        counts[name] = view.at("count").as_int64();
        const std::string query{std::string_view{view.at("query").as_string()}};
        EXPECT_EQ(query.contains("&snoozed=false"), name != "due_today") << query;
        EXPECT_EQ(api.get(agent, "/api/v1/incidents?" + query).status, 200U) << query;
    }
    EXPECT_EQ(counts, (std::map<std::string, std::int64_t>{
                          {"mine", 0}, {"unassigned", 1}, {"due_today", 2}, {"waiting", 0}, {"team", 1}}));
}

using ReadTimeline = ResolutionTest;

TEST_F(ReadTimeline, AuditsWhoReadsATimelineWithItsNotes) {
    const auto incident = shop.keep(an_incident());
    api.get(an_agent(), path_of(incident, "/timeline"));
    api.get(an_agent(), path_of(incident, "/timeline?limit=1"));
    const auto shown = api.get(a_supervisor(), "/api/v1/incidents/audit?act=notes_read").json();
    ASSERT_EQ(shown.at("items").as_array().size(), 1U);
    const auto& record = shown.at("items").at(0);
    EXPECT_EQ(record.at("subject_id"), boost::json::value(incident.id.to_string()));
    EXPECT_EQ(record.at("actor_id"), boost::json::value(an_agent().id.to_string()));
}

TEST_F(ReadTimeline, AuditsNothingOfATimelineThatIsNotShown) {
    const auto incident = shop.keep(an_incident().in_team(kitchen));
    EXPECT_EQ(api.get(agent_of(garden), path_of(incident, "/timeline")).status, 404U);
    EXPECT_TRUE(shop.audit.records().empty());
}

} // namespace
} // namespace resuelve::resolution
