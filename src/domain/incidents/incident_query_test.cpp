#include "domain/incidents/incident_query.hpp"

#include <gtest/gtest.h>

namespace resuelve::incidents {
namespace {

SeededRandom seeded{1};
const auto somebody = Uuid::v7(Instant{}, seeded);
const auto somebody_else = Uuid::v7(Instant{}, seeded);

TEST(Scope, OfNobodyCoversNothing) {
    EXPECT_FALSE(Scope{}.covers(Incident{}));
}

TEST(Scope, OfASupervisorCoversEverything) {
    EXPECT_TRUE(Scope{.all = true}.covers(Incident{}));
}

TEST(Scope, OfACustomerCoversOwnIncidentsOnly) {
    Incident incident;
    const Scope scope{.customer = CustomerId{somebody}};
    EXPECT_FALSE(scope.covers(incident)) << "nobody's";
    incident.customer_id = CustomerId{somebody_else};
    EXPECT_FALSE(scope.covers(incident));
    incident.customer_id = CustomerId{somebody};
    EXPECT_TRUE(scope.covers(incident));
}

TEST(Scope, OfAnAgentCoversOwnTeamsNoTeamAndOwnAssignments) {
    Incident incident;
    const Scope scope{.agent = EmployeeId{somebody}, .teams = {TeamId{somebody}}};
    EXPECT_TRUE(scope.covers(incident)) << "without a team";
    incident.team_id = TeamId{somebody_else};
    EXPECT_FALSE(scope.covers(incident));
    incident.assignee_id = EmployeeId{somebody};
    EXPECT_TRUE(scope.covers(incident)) << "assigned to the agent";
    incident.assignee_id.reset();
    incident.team_id = TeamId{somebody};
    EXPECT_TRUE(scope.covers(incident)) << "of the agent's team";
}

} // namespace
} // namespace resuelve::incidents
