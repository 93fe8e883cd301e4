#include "domain/employees/events.hpp"

#include <gtest/gtest.h>

namespace resuelve::employees {
namespace {

using namespace std::chrono_literals;

const Cause cause{Instant{1'000'000ms}, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"};
const TeamId team{*Uuid::parse("018f4e2a-1b2c-7d3e-8f4a-5b6c7d8e9f0b")};

Employee an_employee() {
    return {.id = EmployeeId{*Uuid::parse("018f4e2a-1b2c-7d3e-8f4a-5b6c7d8e9f0a")},
            .email = *Email::parse("Marta@tienda.es"),
            .first_name = "Marta",
            .role = Position::supervisor,
            .team_ids = {team},
            .state = State::active,
            .password_hash = "$argon2id$secret",
            .version = 3};
}

TEST(EmployeeEvent, CarriesWhatOtherServicesKeepAndNoMore) {
    SeededRandom random{1};
    const auto event = employee_event(event_type::updated, an_employee(), cause, random);
    EXPECT_EQ(event.type, "employee.updated");
    EXPECT_EQ(event.source, "/resuelve/employees");
    EXPECT_EQ(event.version, 3);
    EXPECT_EQ(boost::json::serialize(event.data),
              R"({"id":"018f4e2a-1b2c-7d3e-8f4a-5b6c7d8e9f0a","version":3,"name":"Marta","email":"marta@tienda.es",)"
              R"("language":"es","email_verified":true,"active":true,"role":"supervisor",)"
              R"("team_ids":["018f4e2a-1b2c-7d3e-8f4a-5b6c7d8e9f0b"]})");
}

TEST(EmployeeEvent, OfATeamTellsWhetherItExists) {
    SeededRandom random{1};
    const auto event = team_event({.id = team, .name = "Recambios"}, false, cause, random);
    EXPECT_EQ(event.type, "team.updated");
    EXPECT_EQ(boost::json::serialize(event.data),
              R"({"id":"018f4e2a-1b2c-7d3e-8f4a-5b6c7d8e9f0b","version":1,"name":"Recambios","active":false})");
}

TEST(EmployeeEvent, ForALinkCarriesItsToken) {
    SeededRandom random{1};
    const auto link = issue_link(an_employee().id, Purpose::invitation, cause.now, random);
    EXPECT_EQ(link.link.expires_at, cause.now + 7 * 24h);
    EXPECT_EQ(link.link.digest, link_digest(link.token));
    const auto event = link_event(an_employee(), link, cause, random);
    EXPECT_EQ(event.data.at("token").as_string(), link.token);
    EXPECT_EQ(event.data.at("purpose").as_string(), "invitation");
    EXPECT_EQ(event.data.at("email").as_string(), "Marta@tienda.es");
}

TEST(EmployeeEvent, OfAPasskeyNamesItAndTheAddressOfThatMoment) {
    SeededRandom random{1};
    const auto event = passkey_event(an_employee(), {.added = false, .name = "Llave"}, cause, random);
    EXPECT_EQ(event.type, "employee.passkey_removed");
    EXPECT_EQ(event.version, 3);
    EXPECT_EQ(boost::json::serialize(event.data),
              R"({"employee_id":"018f4e2a-1b2c-7d3e-8f4a-5b6c7d8e9f0a","email":"Marta@tienda.es","passkey":"Llave"})");
    EXPECT_EQ(passkey_event(an_employee(), {.added = true}, cause, random).type, "employee.passkey_added");
}

} // namespace
} // namespace resuelve::employees
