#include "domain/events/not_yet.hpp"
#include "services/api/testing.hpp"
#include "services/notifications/notices.hpp"
#include "services/notifications/notifications_test.hpp"

#include <gmock/gmock.h>

namespace resuelve::notifications {
namespace {

using ::testing::ElementsAre;

/// Two agents and two supervisors, who read in the console what they are told.
class NoticesTest : public testing::NotificationsTest {
protected:
    void SetUp() override {
        api_.add(routes(service));
        hear(customer_event());
        hear(employee_event(eva_.id, "eva", "agent"));
        hear(employee_event(leo_.id, "leo", "agent"));
        hear(employee_event(boss_.id, "boss", "supervisor"));
        hear(employee_event(other_boss_.id, "other.boss", "supervisor"));
    }

    static access::Actor agent(std::uint8_t n) { return {.role = access::Role::agent, .id = api::testing::uuid(n)}; }
    static access::Actor supervisor(std::uint8_t n) {
        return {.role = access::Role::supervisor, .id = api::testing::uuid(n)};
    }

    void assign(const access::Actor& to, const access::Actor& by, boost::json::object more = {}) {
        boost::json::object data{
            {"assignee_id", to.id.to_string()}, {"assignee_before", nullptr}, {"actor_id", by.id.to_string()}};
        for (const auto& [name, value] : more)
            data[name] = value;
        clock.advance(std::chrono::milliseconds{1}); // so that the newest is known
        hear(incident_event("incident.assigned", std::move(data)));
    }
    void note(const access::Actor& by, std::vector<std::string> mentions) {
        hear(incident_event("incident.noted", {{"actor_id", by.id.to_string()},
                                               {"mentions", boost::json::array(mentions.begin(), mentions.end())}}));
    }
    void warn(int percent, const access::Actor& of) {
        hear(incident_event(
            "incident.deadline_warned",
            {{"percent", percent}, {"assignee_id", of.id.to_string()}, {"answer_by", "2026-12-01T09:00:00.000Z"}}));
    }
    boost::json::object list(const access::Actor& of, const std::string& query = {}) {
        const auto answer = api_.get(of, "/api/v1/notices" + query);
        EXPECT_EQ(answer.status, 200u) << answer.body;
        return answer.json();
    }
    std::vector<std::string> kinds(const access::Actor& of) {
        std::vector<std::string> kinds;
        for (const auto& item : list(of).at("items").as_array())
            kinds.emplace_back(std::string_view{item.at("kind").as_string()});
        return kinds;
    }
    boost::json::value first(const access::Actor& of) { return list(of).at("items").as_array().at(0); }

    access::Actor eva_ = agent(80);
    access::Actor leo_ = agent(81);
    access::Actor boss_ = supervisor(82);
    access::Actor other_boss_ = supervisor(83);
    api::testing::TestApi api_;
};

TEST_F(NoticesTest, TellOfWorkThatSomebodyElseGave) {
    assign(eva_, leo_);
    const auto one = first(eva_);
    EXPECT_EQ(one.at("kind"), "assignment");
    EXPECT_EQ(one.at("incident_id").as_string(), incident.to_string());
    EXPECT_EQ(one.at("reference"), "7K3M-9QXR-4T2D");
    EXPECT_EQ(one.at("subject"), "La cafetera no calienta");
    EXPECT_EQ(one.at("by").at("name"), "leo");
    EXPECT_TRUE(one.at("read_at").is_null());
    EXPECT_TRUE(kinds(leo_).empty());
}

TEST_F(NoticesTest, TellNobodyOfWhatTheyDidThemselves) {
    assign(eva_, eva_);
    hear(incident_event("incident.assigned", {{"assignee_id", eva_.id.to_string()}, {"team_before", nullptr}}));
    note(eva_, {"eva"});
    EXPECT_TRUE(kinds(eva_).empty());
}

TEST_F(NoticesTest, TellOnceOfARepeatedEvent) {
    assign(eva_, leo_);
    run(subscriptions(service).at(0).handle(heard.back()));
    EXPECT_EQ(list(eva_).at("unread"), 1);
    EXPECT_EQ(run(notices.outbox().waiting(10)).size(), 1u);
}

TEST_F(NoticesTest, TellWhoeverANoteMentions) {
    note(eva_, {"leo", "boss@tienda.example", "nobody"});
    EXPECT_THAT(kinds(leo_), ElementsAre("mention"));
    EXPECT_THAT(kinds(boss_), ElementsAre("mention"));
    hear(employee_event(api::testing::uuid(84), "leo", "agent")); // of the same address: whom does "leo" mean?
    note(eva_, {"leo"});
    EXPECT_THAT(kinds(leo_), ElementsAre("mention"));
}

TEST_F(NoticesTest, TellSupervisorsWhoNeedsAnIncident) {
    hear(incident_event("incident.access_asked", {{"actor_id", leo_.id.to_string()}}));
    EXPECT_THAT(kinds(boss_), ElementsAre("access_requested"));
    EXPECT_EQ(first(boss_).at("by").at("name"), "leo");
    EXPECT_TRUE(kinds(leo_).empty());
    EXPECT_TRUE(kinds(eva_).empty());
}

TEST_F(NoticesTest, TellThatAnIncidentIsBackThatWasSnoozed) {
    const auto woken = [&](const char* assignee) {
        clock.advance(std::chrono::milliseconds{1});
        hear(incident_event("incident.woken", {{"assignee_id", assignee ? boost::json::value(assignee) : nullptr},
                                               {"snoozed_by", eva_.id.to_string()}}));
    };
    woken(leo_.id.to_string().c_str());
    EXPECT_THAT(kinds(leo_), ElementsAre("snooze_ended"));
    EXPECT_TRUE(kinds(eva_).empty()) << "it is another's work by now";
    woken(nullptr);
    EXPECT_THAT(kinds(eva_), ElementsAre("snooze_ended"));
    hear(incident_event("incident.woken", {{"assignee_id", nullptr}, {"snoozed_by", nullptr}}));
    EXPECT_THAT(kinds(eva_), ElementsAre("snooze_ended")) << "a program's: nobody is told";
}

TEST_F(NoticesTest, TellRequestersWhatBecameOfTheirProposals) {
    const auto told = [&](std::string_view type, const access::Actor& by, bool asked = true) {
        boost::json::object data{{"actor_id", by.id.to_string()},
                                 {"outcome", "upheld"},
                                 {"remedy", "refund"},
                                 {"answers", boost::json::array{}},
                                 {"confirm_by", "2026-12-07T17:00:00.000Z"}};
        if (asked) data["requested_by"] = eva_.id.to_string();
        clock.advance(std::chrono::milliseconds{1});
        hear(incident_event(std::string{type}, std::move(data)));
    };
    told("incident.approval_returned", boss_);
    EXPECT_EQ(first(eva_).at("by").at("name"), "boss");
    told("incident.resolution_proposed", boss_);
    EXPECT_THAT(kinds(eva_), ElementsAre("approval_granted", "approval_returned"));
    told("incident.resolution_proposed", leo_, false);
    EXPECT_THAT(kinds(eva_), ElementsAre("approval_granted", "approval_returned"));
    EXPECT_TRUE(kinds(boss_).empty());
}

TEST_F(NoticesTest, TellTheReferenceAloneToThoseWhoMayNotReadIt) {
    const auto team = api::testing::uuid(90);
    hear(incident_event("incident.noted", {{"team_id", team.to_string()}, {"mentions", {"leo", "boss"}}}));
    EXPECT_TRUE(first(leo_).at("subject").is_null());
    EXPECT_EQ(first(leo_).at("reference"), "7K3M-9QXR-4T2D");
    EXPECT_EQ(first(boss_).at("subject"), "La cafetera no calienta");
    leo_.teams = {TeamId{team}};
    EXPECT_EQ(first(leo_).at("subject"), "La cafetera no calienta");
}

TEST_F(NoticesTest, TellAssigneesOfDeadlinesThatAreNearOrMissed) {
    for (const int percent : {50, 80, 100}) {
        clock.advance(std::chrono::hours{1});
        warn(percent, eva_);
    }
    EXPECT_THAT(kinds(eva_), ElementsAre("deadline_missed", "deadline_near"));
    EXPECT_EQ(first(eva_).at("answer_by"), "2026-12-01T09:00:00.000Z");
    EXPECT_TRUE(first(eva_).at("by").is_null());
    hear(incident_event("incident.deadline_warned", {{"percent", 100}})); // nobody's
}

TEST_F(NoticesTest, TellTheOtherSupervisorsOfAnEscalation) {
    hear(incident_event("incident.escalated", {{"actor_id", boss_.id.to_string()}}));
    EXPECT_THAT(kinds(other_boss_), ElementsAre("escalation"));
    EXPECT_TRUE(kinds(boss_).empty());
}

TEST_F(NoticesTest, WaitForAnEmployeeWhoIsNotKnownYet) {
    EXPECT_THROW(assign(agent(99), leo_), events::NotYet);
}

TEST_F(NoticesTest, AreToldToLiveListeners) {
    assign(eva_, leo_);
    const auto told = run(notices.outbox().waiting(10));
    ASSERT_EQ(told.size(), 1u);
    EXPECT_EQ(told[0].type, "notice.made");
    EXPECT_EQ(told[0].data, (boost::json::object{{"employee_id", eva_.id.to_string()},
                                                 {"incident_id", incident.to_string()},
                                                 {"kind", "assignment"}}));
}

TEST_F(NoticesTest, AreReadOneByOne) {
    assign(eva_, leo_);
    assign(eva_, boss_);
    const auto id = std::string{std::string_view{first(eva_).at("id").as_string()}};
    EXPECT_EQ(api_.post(leo_, "/api/v1/notices/" + id + "/read", "").status, 404u);
    const auto answer = api_.post(eva_, "/api/v1/notices/" + id + "/read", "");
    EXPECT_EQ(answer.status, 200u) << answer.body;
    EXPECT_EQ(answer.json().at("unread"), 1);
    EXPECT_FALSE(first(eva_).at("read_at").is_null());
    const auto unread = list(eva_, "?unread=true").at("items").as_array();
    ASSERT_EQ(unread.size(), 1u);
    EXPECT_EQ(unread[0].at("by").at("name"), "leo");
    EXPECT_EQ(api_.post(eva_, "/api/v1/notices/none/read", "").status, 404u);
}

TEST_F(NoticesTest, AreReadUpToTheNewestThatWasSeen) {
    assign(eva_, leo_);
    assign(eva_, boss_);
    const auto seen = first(eva_).at("id");
    assign(eva_, leo_);
    const auto answer =
        api_.post(eva_, "/api/v1/notices/read", boost::json::serialize(boost::json::object{{"up_to", seen}}));
    EXPECT_EQ(answer.json().at("unread"), 1);
    EXPECT_TRUE(first(eva_).at("read_at").is_null());
    EXPECT_EQ(api_.post(eva_, "/api/v1/notices/read", R"({"up_to":"now"})").status, 422u);
}

TEST_F(NoticesTest, AreUnreadAgainWhenThatIsUndone) {
    assign(eva_, leo_);
    assign(eva_, boss_);
    const auto up_to = boost::json::object{{"up_to", first(eva_).at("id")}};
    const auto read = api_.post(eva_, "/api/v1/notices/read", boost::json::serialize(up_to)).json();
    EXPECT_EQ(read.at("unread"), 0);
    const auto undo = boost::json::serialize(boost::json::object{{"read_at", read.at("read_at")}});
    EXPECT_EQ(api_.post(leo_, "/api/v1/notices/unread", undo).status, 200u);
    EXPECT_EQ(list(eva_, "?unread=true").at("items").as_array().size(), 0u) << "only one's own";
    EXPECT_EQ(api_.post(eva_, "/api/v1/notices/unread", undo).json().at("unread"), 2);
    EXPECT_TRUE(first(eva_).at("read_at").is_null());
    EXPECT_EQ(api_.post(eva_, "/api/v1/notices/unread", R"({"read_at":"now"})").status, 422u);
}

TEST_F(NoticesTest, ComePageByPage) {
    for (int n = 0; n < 3; ++n)
        assign(eva_, leo_);
    const auto page = list(eva_, "?limit=2");
    EXPECT_EQ(page.at("items").as_array().size(), 2u);
    EXPECT_EQ(page.at("unread"), 3);
    const auto rest =
        list(eva_, "?limit=2&cursor=" + std::string{std::string_view{page.at("next_cursor").as_string()}});
    EXPECT_EQ(rest.at("items").as_array().size(), 1u);
    EXPECT_TRUE(rest.at("next_cursor").is_null());
    for (const auto* query : {"?cursor=x", "?unread=some", "?limit=0", "?q=1"})
        EXPECT_EQ(api_.get(eva_, std::string{"/api/v1/notices"} + query).status, 422u) << query;
}

TEST_F(NoticesTest, KeepNoWordsOfACustomerWhoIsErased) {
    assign(eva_, leo_);
    assign(eva_, leo_, {{"customer_id", nullptr}, {"contact", {{"name", "Ana"}, {"email", "ana@example.org"}}}});
    hear(incident_event("incident.customer_linked"));
    hear(customer_event("customer.erased"));
    assign(eva_, leo_); // told before, delivered late
    const auto kept = list(eva_).at("items").as_array();
    ASSERT_EQ(kept.size(), 3u);
    for (const auto& one : kept)
        EXPECT_TRUE(one.at("subject").is_null());
}

TEST_F(NoticesTest, AreForgottenAfterAWhile) {
    assign(eva_, leo_);
    clock.advance(limits::notices_kept_for);
    run(forget_old_notices(service));
    EXPECT_EQ(kinds(eva_).size(), 1u);
    clock.advance(std::chrono::milliseconds{1});
    run(forget_old_notices(service));
    EXPECT_TRUE(kinds(eva_).empty());
}

} // namespace
} // namespace resuelve::notifications
