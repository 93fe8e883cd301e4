#include "services/resolution/resolution_test.hpp"

namespace resuelve::resolution {
namespace {

struct ResolutionListens : ResolutionTest {
    void hear(events::Event event) {
        event.id = events::EventId::make(shop.clock.now(), shop.random);
        run(subscriptions(resolution).front().handle(event));
    }
    static events::Event employee(std::string type, access::Actor who, std::int64_t version, bool active) {
        return {.type = std::move(type),
                .subject = who.id,
                .version = version,
                .data = {{"name", "Berta Gil"},
                         {"email", "berta@example.org"},
                         {"language", "es"},
                         {"email_verified", true},
                         {"active", active},
                         {"role", "agent"}}};
    }
};

TEST_F(ResolutionListens, AndGivesBackTheWorkOfWhoIsDisabled) {
    const auto open = shop.keep(an_incident().numbered(1).in_progress());
    const auto closed = shop.keep(an_incident().numbered(2).closed());
    hear(employee("employee.disabled", an_agent(), 5, false));
    EXPECT_EQ(shop.stored(open.id).assignee_id, std::nullopt);
    EXPECT_EQ(shop.stored(closed.id).assignee_id, an_agent().employee_id()) << "who did it stays";
    hear(employee("employee.updated", an_agent(), 4, true));
    EXPECT_FALSE(run(shop.incidents.known_person(an_agent().id))->active) << "older news change nothing";
}

TEST_F(ResolutionListens, AndKnowsNewTeams) {
    hear({.type = "team.updated", .subject = uuid(52), .version = 1, .data = {{"name", "Baño"}, {"active", true}}});
    const auto incident = shop.keep(an_incident().registered());
    EXPECT_EQ(patch(a_supervisor(), incident, fmt::format(R"({{"team_id":"{}"}})", uuid(52).to_string())).status, 200U);
}

TEST_F(ResolutionListens, AndRefusesNewsItCannotRead) {
    EXPECT_THROW(hear({.type = "customer.updated", .subject = ana().id, .version = 2}), std::invalid_argument);
}

} // namespace
} // namespace resuelve::resolution
