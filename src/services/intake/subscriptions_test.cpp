#include "services/intake/intake_test.hpp"

namespace resuelve::intake {
namespace {

struct IntakeListens : IntakeTest {
    events::Event event(std::string type, Uuid subject, boost::json::object data, std::int64_t version = 1) {
        return {.id = events::EventId::make(shop.clock.now(), shop.random),
                .type = std::move(type),
                .subject = subject,
                .version = version,
                .data = std::move(data)};
    }
    void hear(const events::Event& event) { run(subscriptions(intake).front().handle(event)); }
};

TEST_F(IntakeListens, AndMarksAnIncidentWhoseMailBouncedOnce) {
    const auto incident = shop.keep(an_incident().in_progress());
    const auto bounced = event("notification.bounced", uuid(80),
                               {{"incident_id", incident.id.to_string()}, {"template", "incident_answered"}});
    hear(bounced);
    hear(bounced);
    EXPECT_TRUE(shop.stored(incident.id).not_notified);
    EXPECT_EQ(shop.stored(incident.id).version, incident.version + 1) << "the same event twice is one bounce";
    hear(event("notification.sent", uuid(81), {{"incident_id", incident.id.to_string()}, {"template", "x"}}));
    EXPECT_FALSE(shop.stored(incident.id).not_notified);
    hear(event("notification.sent", uuid(82), {{"incident_id", incident.id.to_string()}, {"template", "x"}}));
    EXPECT_EQ(shop.stored(incident.id).version, incident.version + 2)
        << "mail that goes out as it should changes nothing";
}

TEST_F(IntakeListens, AndLeavesMailAboutOtherThingsAlone) {
    EXPECT_NO_THROW(hear(event("notification.sent", uuid(81), {})));
    EXPECT_NO_THROW(hear(event("notification.sent", uuid(81), {{"incident_id", uuid(99).to_string()}})));
}

TEST_F(IntakeListens, AndBlanksWhatAnErasedCustomerWrote) {
    const auto incident = shop.keep(an_incident().closed());
    hear(event("customer.erased", ana().id, {}, 9));
    EXPECT_TRUE(shop.stored(incident.id).erased);
    EXPECT_EQ(shop.stored(incident.id).customer_name, "");
    // News from before the erasure, delivered late, bring nothing back.
    hear(event("customer.updated", ana().id,
               {{"name", "Ana Pérez"},
                {"email", "ana@example.org"},
                {"language", "es"},
                {"email_verified", true},
                {"active", true}},
               8));
    EXPECT_FALSE(run(shop.incidents.known_person(ana().id))->active);
}

} // namespace
} // namespace resuelve::intake
