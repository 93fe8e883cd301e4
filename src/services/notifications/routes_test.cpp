#include "services/api/testing.hpp"
#include "services/notifications/notifications_test.hpp"

namespace resuelve::notifications {
namespace {

class NotificationRoutes : public testing::NotificationsTest {
protected:
    void SetUp() override { api_.add(routes(service)); }

    events::DeadLetter a_dead_letter() {
        return {"intake", event("incident.registered", {{"subject", "Secreto"}}), 8, "poison", clock.now()};
    }

    api::testing::TestApi api_;
    access::Actor admin_ = api::testing::an_admin();
};

TEST_F(NotificationRoutes, ListWhatBecameOfEachMail) {
    hear(customer_event());
    hear(incident_event("incident.answered", {{"text", "Hola, secreto"}}));
    mails();
    const auto answer = api_.get(admin_, "/api/v1/notifications");
    EXPECT_EQ(answer.status, 200u);
    EXPECT_EQ(answer.body.find("secreto"), std::string::npos);
    const auto one = answer.json().at("items").as_array().at(0).as_object();
    EXPECT_EQ(one.at("state").as_string(), "sent");
    EXPECT_EQ(one.at("template").as_string(), "answer");
    EXPECT_EQ(one.at("recipient").as_string(), "ana@example.org");
    EXPECT_EQ(one.at("incident_id").as_string(), incident.to_string());
    EXPECT_EQ(one.at("attempts").as_int64(), 1);
    EXPECT_EQ(one.at("created_at").as_string(), "2026-11-27T17:00:00.000Z");
    EXPECT_TRUE(one.at("next_attempt_at").is_null());
    EXPECT_TRUE(answer.json().at("next_cursor").is_null());
}

TEST_F(NotificationRoutes, ListPageByPage) {
    hear(customer_event());
    for (int i = 0; i < 5; ++i) {
        clock.advance(std::chrono::milliseconds{1});
        hear(incident_event("incident.answered", {{"text", "Hola"}}));
    }
    std::size_t seen = 0;
    std::string target = "/api/v1/notifications?limit=2";
    for (int page = 0; page < 3; ++page) {
        const auto answer = api_.get(admin_, target).json();
        seen += answer.at("items").as_array().size();
        if (answer.at("next_cursor").is_null()) break;
        target = fmt::format("/api/v1/notifications?limit=2&cursor={}",
                             std::string_view{answer.at("next_cursor").as_string()});
    }
    EXPECT_EQ(seen, 5u);
}

TEST_F(NotificationRoutes, RefuseWhatIsNotAFilter) {
    for (const auto* query : {"state=lost", "template=7", "incident=x", "cursor=x", "limit=0", "limit=101", "q=1"})
        EXPECT_EQ(api_.get(admin_, std::string{"/api/v1/notifications?"} + query).status, 422u) << query;
    EXPECT_EQ(api_.get(admin_, "/api/v1/dead-letters?q=1").status, 422u);
}

TEST_F(NotificationRoutes, TellEmployeesWhetherMailsAreLate) {
    hear(customer_event());
    const auto delay = [&] { return api_.get(api::testing::an_agent(), "/api/v1/notifications/delay").json(); };
    EXPECT_FALSE(delay().at("late").as_bool()) << "none waits";
    EXPECT_TRUE(delay().at("oldest_due_at").is_null());
    hear(incident_event("incident.answered", {{"text", "Hola"}}));
    clock.advance(limits::late_after);
    EXPECT_FALSE(delay().at("late").as_bool());
    EXPECT_EQ(delay().at("oldest_due_at").as_string(), "2026-11-27T17:00:00.000Z");
    clock.advance(std::chrono::milliseconds{1});
    EXPECT_TRUE(delay().at("late").as_bool());
    mails();
    EXPECT_FALSE(delay().at("late").as_bool());
}

TEST_F(NotificationRoutes, DoNotCallLateWhatOneAddressRefuses) {
    hear(customer_event());
    hear(incident_event("incident.answered", {{"text", "Hola"}}));
    mailer.failures = 1;
    clock.advance(limits::late_after + std::chrono::milliseconds{1});
    mails();
    const auto delay = api_.get(api::testing::an_agent(), "/api/v1/notifications/delay").json();
    EXPECT_FALSE(delay.at("late").as_bool());
    EXPECT_TRUE(delay.at("oldest_due_at").is_null());
}

TEST_F(NotificationRoutes, TellTheDelayToEmployeesAlone) {
    for (const auto& actor : {api::testing::an_agent(), api::testing::a_supervisor(), api::testing::an_admin()})
        EXPECT_EQ(api_.get(actor, "/api/v1/notifications/delay").status, 200u);
    EXPECT_EQ(api_.get(api::testing::ana(), "/api/v1/notifications/delay").status, 403u);
    EXPECT_EQ(api_.get(api::testing::somebody(), "/api/v1/notifications/delay").status, 401u);
    EXPECT_EQ(api_.get(admin_, "/api/v1/notifications/delay?q=1").status, 422u);
}

TEST_F(NotificationRoutes, ListDeadLettersWithoutTheirData) {
    bus.letters.push_back(a_dead_letter());
    const auto answer = api_.get(admin_, "/api/v1/dead-letters");
    EXPECT_EQ(answer.status, 200u);
    EXPECT_EQ(answer.body.find("Secreto"), std::string::npos);
    const auto one = answer.json().at("items").as_array().at(0).as_object();
    EXPECT_EQ(one.at("consumer").as_string(), "intake");
    EXPECT_EQ(one.at("event_id").as_string(), bus.letters[0].event.id.to_string());
    EXPECT_EQ(one.at("attempts").as_int64(), 8);
    EXPECT_EQ(one.at("reason").as_string(), "poison");
}

TEST_F(NotificationRoutes, ReplayADeadLetterOnce) {
    bus.letters.push_back(a_dead_letter());
    const auto target = fmt::format("/api/v1/dead-letters/intake/{}/replay", bus.letters[0].event.id.to_string());
    EXPECT_EQ(api_.post(admin_, "/api/v1/dead-letters/intake/x/replay", "").status, 404u);
    EXPECT_EQ(api_.post(admin_, target, "").status, 204u);
    EXPECT_EQ(api_.post(admin_, target, "").status, 404u);
}

TEST_F(NotificationRoutes, AreForAdministratorsAlone) {
    for (const auto& actor : {api::testing::an_agent(), api::testing::a_supervisor(), api::testing::ana()})
        for (const auto* target : {"/api/v1/notifications", "/api/v1/dead-letters"})
            EXPECT_EQ(api_.get(actor, target).status, 403u);
    EXPECT_EQ(api_.get(api::testing::somebody(), "/api/v1/notifications").status, 401u);
}

} // namespace
} // namespace resuelve::notifications
