#include "domain/access/permissions.hpp"

#include <gtest/gtest.h>

namespace resuelve::access {
namespace {

Actor actor(Role role, std::vector<std::string> scopes = {}) {
    Actor result;
    result.role = role;
    result.scopes = std::move(scopes);
    return result;
}

TEST(Reach, IsWhatTheTableSaysForEachRole) {
    for (const auto& row : permissions) {
        EXPECT_EQ(reach(row.action, actor(Role::anonymous)), row.anonymous);
        EXPECT_EQ(reach(row.action, actor(Role::customer)), row.customer);
        EXPECT_EQ(reach(row.action, actor(Role::agent)), row.agent);
        EXPECT_EQ(reach(row.action, actor(Role::supervisor)), row.supervisor);
        EXPECT_EQ(reach(row.action, actor(Role::admin)), row.admin);
        EXPECT_EQ(reach(row.action, actor(Role::system)), all);
    }
}

TEST(Reach, NobodyAnonymousSeesIncidentsOrPeople) {
    for (const auto action : {follow_own_incident, read_incidents, read_customers, read_employees, read_reports})
        EXPECT_EQ(reach(action, actor(Role::anonymous)), none);
}

TEST(Reach, NoEmployeeActsAsACustomer) {
    for (const auto role : {Role::agent, Role::supervisor, Role::admin, Role::service})
        EXPECT_EQ(reach(act_on_own_incident, actor(role)), none);
}

TEST(Reach, OfAnApiTokenIsItsScopes) {
    for (const auto& row : permissions) {
        const bool scoped = !row.scope.empty();
        EXPECT_EQ(reach(row.action, actor(Role::service)), scoped ? none : row.anonymous);
        EXPECT_EQ(reach(row.action, actor(Role::service, {std::string{row.scope}})), scoped ? all : row.anonymous);
    }
    EXPECT_EQ(reach(work_on_incident, actor(Role::service, {"incidents:read", "incidents"})), none);
}

TEST(Reach, OfAMailedLinkIsItsIncidentAlone) {
    auto customer = actor(Role::customer);
    customer.only_incident = IncidentId{};
    EXPECT_EQ(reach(follow_own_incident, customer), own);
    EXPECT_EQ(reach(act_on_own_incident, customer), own);
    EXPECT_EQ(reach(use_public_page, customer), all);
    EXPECT_EQ(reach(open_own_incident, customer), none);
    EXPECT_EQ(reach(manage_own_customer, customer), none);
}

TEST(Actor, KnowsItsTeams) {
    auto agent = actor(Role::agent);
    const TeamId one{Uuid{{1}}};
    EXPECT_FALSE(agent.in_team(one));
    agent.teams = {TeamId{Uuid{{2}}}, one};
    EXPECT_TRUE(agent.in_team(one));
    EXPECT_FALSE(agent.in_team(TeamId{}));
}

TEST(Role, HasANameForEachValue) {
    EXPECT_EQ(to_string(Role::anonymous), "anonymous");
    EXPECT_EQ(to_string(Role::supervisor), "supervisor");
}

} // namespace
} // namespace resuelve::access
