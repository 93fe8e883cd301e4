#include "services/notifications/notifications_test.hpp"

#include <set>

namespace resuelve::notifications {
namespace {

using namespace std::chrono_literals;

class SenderTest : public testing::NotificationsTest {
protected:
    void SetUp() override {
        hear(customer_event());
        hear(incident_event("incident.answered", {{"text", "Hola"}}));
    }
    Notification kept() { return run(store.list({})).at(0); }
    std::vector<events::Event> told() { return run(store.outbox().waiting(10)); }
};

TEST_F(SenderTest, TellsThatAMailWasSent) {
    ASSERT_EQ(mails().size(), 1u);
    EXPECT_EQ(kept().state, State::sent);
    EXPECT_EQ(kept().finished_at, clock.now());
    EXPECT_EQ(kept().text, "");
    ASSERT_EQ(told().size(), 1u);
    const auto event = told()[0];
    EXPECT_EQ(event.type, "notification.sent");
    EXPECT_EQ(event.data.at("incident_id").as_string(), incident.to_string());
    EXPECT_EQ(event.data.at("template").as_string(), "answer");
    EXPECT_EQ(event.data.at("audience").as_string(), "customer");
    EXPECT_EQ(event.traceparent, heard.back().traceparent);
    EXPECT_EQ(boost::json::serialize(event.data).find("example.org"), std::string::npos);
    EXPECT_TRUE(mails().empty());
}

TEST_F(SenderTest, TriesAgainLaterWithTheSameMessageId) {
    mailer.failures = 2;
    EXPECT_TRUE(mails().empty());
    EXPECT_EQ(kept().attempts, 1);
    EXPECT_EQ(kept().reason, "451 try later");
    EXPECT_EQ(kept().not_before, clock.now() + 1min);
    EXPECT_TRUE(mails().empty()) << "it is not time yet";
    EXPECT_EQ(mailer.tried.size(), 1u);
    clock.advance(1min);
    EXPECT_TRUE(mails().empty());
    EXPECT_EQ(kept().not_before, clock.now() + 2min);
    clock.advance(2min);
    ASSERT_EQ(mails().size(), 1u);
    EXPECT_EQ(kept().reason, "");
    EXPECT_EQ(mailer.tried[0].message_id, mailer.tried[2].message_id);
    EXPECT_EQ(mailer.tried[0].message_id, kept().id.to_string() + "@tienda.example");
    EXPECT_EQ(mailer.tried[0].at, mailer.tried[2].at);
}

TEST_F(SenderTest, LeavesAMailToWhoeverMaySendItNow) {
    sender.only_while([] { return false; });
    EXPECT_TRUE(mails().empty());
    EXPECT_EQ(kept().attempts, 0);
    sender.only_while([] { return true; });
    EXPECT_EQ(mails().size(), 1U);
}

TEST_F(SenderTest, GivesUpAfterThreeDays) {
    mailer.failures = 1000;
    const auto begin = clock.now();
    while (kept().state == State::queued) {
        mails();
        if (kept().state == State::queued) clock.set(kept().not_before);
        ASSERT_LT(clock.now(), begin + std::chrono::days{4});
    }
    EXPECT_EQ(kept().state, State::failed);
    EXPECT_GE(clock.now(), begin + std::chrono::days{3});
    EXPECT_EQ(mailer.tried.size(), 26u);
    ASSERT_EQ(told().size(), 1u);
    EXPECT_EQ(told()[0].type, "notification.failed");
    EXPECT_EQ(kept().text, "");
}

TEST_F(SenderTest, SendsALinkBeforeABacklog) {
    for (int i = 0; i < 40; ++i)
        hear(incident_event("incident.answered", {{"text", "Hola"}}));
    clock.advance(1min);
    hear(event("customer.link_requested",
               {{"email", "ana@example.org"}, {"language", "es"}, {"purpose", "reset_password"}, {"token", "x"}}, ana));
    mails();
    ASSERT_EQ(mailer.tried.size(), 32u);
    EXPECT_NE(mailer.tried[0].text.find("/reset#"), std::string::npos) << mailer.tried[0].text;
}

TEST_F(SenderTest, SendsEightAtOnceAndEachOnce) {
    for (int i = 0; i < 20; ++i)
        hear(incident_event("incident.answered", {{"text", "Hola"}}));
    boost::asio::io_context context{1};
    boost::asio::steady_timer carrier{context, boost::asio::steady_timer::time_point::max()};
    mailer.carrier = &carrier;
    bool ended = false;
    boost::asio::co_spawn(context, sent_by_now(), [&](std::exception_ptr error) { ended = !error; });
    context.poll();
    EXPECT_EQ(mailer.tried.size(), 8u);
    while (!ended) {
        carrier.cancel();
        context.poll();
        EXPECT_LE(mailer.most_at_once, 8u);
    }
    EXPECT_EQ(mailer.sent.size(), 21u);
    std::set<std::string> ids;
    for (const auto& mail : mailer.tried)
        ids.insert(mail.message_id);
    EXPECT_EQ(ids.size(), 21u);
}

TEST_F(SenderTest, TriesThoseBesideAMailThatFails) {
    for (int i = 0; i < 4; ++i)
        hear(incident_event("incident.answered", {{"text", "Hola"}}));
    mailer.failures = 1;
    EXPECT_EQ(mails().size(), 4u);
    clock.advance(1min);
    EXPECT_EQ(mails().size(), 1u);
}

TEST_F(SenderTest, IsWokenByWhatIsQueuedAndEndsWhenItIsStopped) {
    sender.start();
    context.poll();
    EXPECT_EQ(mailer.sent.size(), 1u);
    hear(incident_event("incident.answered", {{"text", "Otra vez"}}));
    context.poll();
    EXPECT_EQ(mailer.sent.size(), 2u);
    sender.stop();
    context.poll();
    EXPECT_FALSE(sender.is_running());
    EXPECT_TRUE(context.stopped());
}

} // namespace
} // namespace resuelve::notifications
