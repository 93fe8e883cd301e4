#include "services/intake/intake_test.hpp"

namespace resuelve::intake {
namespace {

using Reopening = IntakeTest;

TEST_F(Reopening, GoesOnWithTheSameIncidentForThirtyDays) {
    const auto closed = shop.keep(an_incident().closed());
    shop.clock.advance(std::chrono::days{30});
    const auto reopened = api.post(ana(), path_of(closed, "/reopening"), R"({"reason":"Vuelve a gotear"})");
    ASSERT_EQ(reopened.status, 200U) << reopened.body;
    EXPECT_EQ(reopened.text("status"), "in_progress");
    EXPECT_EQ(reopened.text("id"), closed.id.to_string());
}

TEST_F(Reopening, OpensALinkedIncidentAfterThat) {
    const auto closed = shop.keep(an_incident().closed());
    shop.clock.advance(std::chrono::days{31});
    const auto reopened =
        api.post(ana(), path_of(closed, "/reopening"), R"({"reason":"Otra vez"})", {{"idempotency-key", "r"}});
    ASSERT_EQ(reopened.status, 201U) << reopened.body;
    EXPECT_EQ(reopened.text("continues"), closed.id.to_string());
    EXPECT_EQ(reopened.header("location"), "/api/v1/my/incidents/" + reopened.text("id"));
    EXPECT_EQ(shop.stored(closed.id), closed);
    EXPECT_EQ(
        api.post(ana(), path_of(closed, "/reopening"), R"({"reason":"Otra vez"})", {{"idempotency-key", "r"}}).body,
        reopened.body);
}

TEST_F(Reopening, GoesOnWithWhatCameByPost) {
    const auto closed = shop.keep(an_incident().with_channel(incidents::Channel::post).closed());
    shop.clock.advance(std::chrono::days{31});
    const auto reopened = api.post(ana(), path_of(closed, "/reopening"), R"({"reason":"Otra vez"})");
    ASSERT_EQ(reopened.status, 201U) << reopened.body;
    EXPECT_EQ(reopened.text("channel"), "post");
}

TEST_F(Reopening, IsRefusedWhileItIsOpen) {
    const auto open = shop.keep(an_incident().in_progress());
    EXPECT_EQ(api.post(ana(), path_of(open, "/reopening"), R"({"reason":"Otra vez"})").status, 409U);
}

using OwnIncidents = IntakeTest;

TEST_F(OwnIncidents, AreListedForTheirOwnerOnly) {
    shop.keep(an_incident().numbered(1).registered());
    shop.keep(an_incident().numbered(2).in_progress());
    shop.keep(an_incident().numbered(3).of(another_customer().customer_id()).registered());
    EXPECT_EQ(api.get(ana(), "/api/v1/my/incidents").json().at("items").as_array().size(), 2U);
    EXPECT_EQ(api.get(ana(), "/api/v1/my/incidents?status=in_progress").json().at("items").as_array().size(), 1U);
    EXPECT_EQ(api.get(another_customer(), "/api/v1/my/incidents?q=cafetera").json().at("items").as_array().size(), 1U);
    EXPECT_EQ(api.get(ana(), "/api/v1/my/incidents?assignee=me").first_error(), "assignee unknown");
}

TEST_F(OwnIncidents, AreFollowedLive) {
    const auto stream = api.get(ana(), "/api/v1/my/events");
    EXPECT_EQ(stream.header("content-type"), "text/event-stream");
    ASSERT_TRUE(stream.stream);
    EXPECT_EQ(shop.live.listeners(), 1U);
}

} // namespace
} // namespace resuelve::intake
