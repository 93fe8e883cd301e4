#include "services/resolution/resolution_test.hpp"

namespace resuelve::resolution {
namespace {

struct AccessRequest : ResolutionTest {
    AccessRequest() {
        resolution.tell = [this](std::vector<events::Event> events) { return shop.bus.publish(std::move(events)); };
    }
    static access::Actor gardener() { return agent_of(garden); }
    Answered ask(std::string_view wanted, access::Actor by = gardener()) {
        return api.post(std::move(by), fmt::format("/api/v1/incidents/{}/access-request", wanted));
    }
    std::size_t audited() const {
        return static_cast<std::size_t>(std::ranges::count_if(
            shop.audit.records(), [](const auto& one) { return one.record.act == access::Audited::access_requested; }));
    }

    incidents::Incident incident = shop.keep(an_incident().in_team(kitchen).registered());
};

TEST_F(AccessRequest, TellsWhoAsksForWhatAndIsAudited) {
    const auto answered = ask(incident.reference.value);
    EXPECT_EQ(answered.status, 202U) << answered.body;
    ASSERT_EQ(shop.bus.published.size(), 1U);
    const auto& event = shop.bus.published.front();
    EXPECT_EQ(event.type, "incident.access_asked");
    EXPECT_EQ(event.subject, incident.id.value);
    EXPECT_EQ(event.data.at("reference"), boost::json::value(incident.reference.value));
    EXPECT_EQ(event.data.at("actor_id"), boost::json::value(gardener().id.to_string()));
    EXPECT_EQ(audited(), 1U);
    EXPECT_EQ(shop.stored(incident.id), incident) << "it is no change of the incident";
}

TEST_F(AccessRequest, IsAnsweredTheSameForWhatThereIsNot) {
    const auto none = incidents::Reference::make(shop.random);
    const auto answered = ask(none.value);
    EXPECT_EQ(answered.status, 202U);
    EXPECT_EQ(answered.body, ask(incident.reference.value).body);
    EXPECT_EQ(shop.bus.published.size(), 1U);
    EXPECT_EQ(audited(), 1U);
    EXPECT_EQ(ask("7K3Q-9XTM").status, 404U) << "that is no reference";
}

TEST_F(AccessRequest, IsForWhatOneMayNotRead) {
    EXPECT_EQ(ask(incident.id.to_string(), agent_of(kitchen)).status, 409U);
    EXPECT_EQ(ask(incident.id.to_string(), a_supervisor()).status, 409U);
    EXPECT_EQ(ask(incident.id.to_string(), ana()).status, 403U);
    EXPECT_TRUE(shop.bus.published.empty());
}

TEST_F(AccessRequest, TellsOnceADayForEachPersonAndIncident) {
    const auto first = ask(incident.reference.value);
    const auto again = ask(incident.id.to_string());
    EXPECT_EQ(again.status, 202U);
    EXPECT_EQ(again.body, first.body) << "it says no more of what there is";
    EXPECT_EQ(shop.bus.published.size(), 1U);
    EXPECT_EQ(audited(), 1U);
    const auto other = shop.keep(an_incident().numbered(2).in_team(kitchen).registered());
    ask(other.reference.value);
    auto luis = another_agent();
    luis.teams = {garden};
    ask(incident.reference.value, luis);
    EXPECT_EQ(shop.bus.published.size(), 3U);
    shop.clock.advance(limits::access_window + std::chrono::seconds{1});
    ask(incident.reference.value);
    EXPECT_EQ(shop.bus.published.size(), 4U);
}

TEST_F(AccessRequest, IsOfNotTooManyIncidentsADay) {
    for (std::size_t i = 0; i < limits::access_requests_per_employee; ++i)
        EXPECT_EQ(ask(incidents::Reference::make(shop.random).value).status, 202U);
    const auto refused = ask(incident.reference.value);
    EXPECT_EQ(refused.status, 429U);
    EXPECT_NE(refused.header("retry-after"), "");
    EXPECT_TRUE(shop.bus.published.empty());
}

} // namespace
} // namespace resuelve::resolution
