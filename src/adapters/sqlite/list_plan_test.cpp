#include "adapters/sqlite/incident_list.hpp"
#include "adapters/sqlite/incident_store.hpp"
#include "adapters/sqlite/list_plan.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/support/usual_lists.hpp"

#include <gtest/gtest.h>

namespace resuelve::sqlite {
namespace {

using incidents::IncidentQuery;
using incidents::Status;

using incidents::testing::usual_lists;

const EmployeeId agent = incidents::testing::listed_agent;
const TeamId team = incidents::testing::listed_team;
const TeamId other_team = incidents::testing::other_listed_team;

class ListPlan : public ::testing::Test {
protected:
    std::string explained(const std::string& sql) {
        return store_.database().read_now([&](Connection& connection) {
            auto rows = connection.prepare("EXPLAIN QUERY PLAN " + sql);
            std::string plan;
            while (rows.step())
                plan += std::string{rows.text(3)} + "\n";
            return plan;
        });
    }

    testing_support::TemporaryDirectory directory_;
    IncidentStore store_{directory_ / "incidents.db"};
};

TEST_F(ListPlan, SeeksInAnIndexForEveryUsualList) {
    for (const auto& [name, query] : usual_lists())
        for (const auto& walk : plan_list(query))
            for (const bool continues : {false, true}) {
                const auto plan = explained(walk_sql(walk, query, continues));
                EXPECT_FALSE(plan.contains("SCAN")) << name << ":\n" << plan;
                EXPECT_TRUE(plan.starts_with("SEARCH incidents USING INDEX")) << name << ":\n" << plan;
                // One customer's incidents and those to approve or snoozed are few; sorting them costs less than an
                // index for each order.
                using enum Walk::By;
                if (walk.by != customer && walk.by != approval && walk.by != snoozed)
                    EXPECT_FALSE(plan.contains("TEMP B-TREE")) << name << ":\n" << plan;
            }
}

TEST_F(ListPlan, ContinuesAtTheCursorAndNotAtTheStart) {
    const IncidentQuery query{.scope = {.all = true}, .statuses = {Status::in_progress}};
    const auto walks = plan_list(query);
    ASSERT_EQ(walks.size(), 1);
    const auto plan = explained(walk_sql(walks[0], query, true));
    EXPECT_TRUE(plan.contains("(created,id)<(?,?)")) << plan;
}

TEST_F(ListPlan, WalksOncePerTeamAndNeverOverOthers) {
    const IncidentQuery query{.scope = {.agent = agent, .teams = {team, other_team}}, .statuses = {Status::closed}};
    EXPECT_EQ(plan_list(query).size(), 4) << "two teams, none, and what is assigned to the agent";
}

TEST_F(ListPlan, HasNothingToWalkForNobody) {
    EXPECT_TRUE(plan_list({}).empty());
}

TEST_F(ListPlan, OfAnAgentAskingForAForeignTeamIsWhatIsAssignedToThem) {
    const auto walks =
        plan_list({.scope = {.agent = agent, .teams = {team}}, .statuses = {Status::closed}, .team = other_team});
    ASSERT_EQ(walks.size(), 1);
    EXPECT_EQ(walks[0].by, Walk::By::assignee);
}

} // namespace
} // namespace resuelve::sqlite
