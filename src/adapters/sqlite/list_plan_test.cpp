#include "adapters/sqlite/incident_list.hpp"
#include "adapters/sqlite/incident_store.hpp"
#include "adapters/sqlite/list_plan.hpp"
#include "platform/json/enum_names.hpp"
#include "tests/support/an_incident.hpp"
#include "tests/support/temporary_directory.hpp"

#include <gtest/gtest.h>

namespace resuelve::sqlite {
namespace {

using incidents::IncidentQuery;
using incidents::Scope;
using incidents::SortKey;
using incidents::Status;

const EmployeeId agent{incidents::testing::uuid(2)};
const TeamId team{incidents::testing::uuid(30)};
const TeamId other_team{incidents::testing::uuid(31)};
const CustomerId customer{incidents::testing::uuid(1)};

/// The lists that people look at every day.
std::vector<std::pair<std::string, IncidentQuery>> usual_lists() {
    const std::vector<Status> open{Status::registered,           Status::in_progress,
                                   Status::awaiting_customer,    Status::awaiting_completion,
                                   Status::awaiting_third_party, Status::resolution_proposed};
    const std::vector<std::pair<std::string, IncidentQuery>> filters{
        {"all", {}},
        {"open", {.statuses = open}},
        {"closed", {.statuses = {Status::closed}}},
        {"one status", {.statuses = {Status::in_progress}}},
        {"assignee", {.statuses = open, .assignee = agent}},
        {"unassigned", {.statuses = open, .unassigned = true}},
        {"team", {.statuses = open, .team = team}},
        {"without team", {.statuses = open, .without_team = true}},
        {"priority", {.statuses = open, .priority = incidents::Priority::urgent}},
        {"category", {.statuses = open, .category = "envío"}},
        {"customer", {.customer = customer}},
    };
    const std::vector<std::pair<std::string, Scope>> scopes{{"supervisor", {.all = true}},
                                                            {"agent", {.agent = agent, .teams = {team, other_team}}},
                                                            {"customer", {.customer = customer}}};
    std::vector<std::pair<std::string, IncidentQuery>> all;
    for (const auto& [who, scope] : scopes)
        for (const auto& [what, filter] : filters)
            for (const auto sort : {SortKey::created, SortKey::updated, SortKey::deadline, SortKey::priority})
                for (const bool descending : {true, false}) {
                    auto query = filter;
                    query.scope = scope;
                    query.sort = sort;
                    query.descending = descending;
                    all.emplace_back(fmt::format("{} of {} by {}", what, who, json::enum_name(sort)), query);
                }
    return all;
}

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
                const auto plan = explained(walk_sql(walk, query.sort, query.descending, continues));
                EXPECT_FALSE(plan.contains("SCAN")) << name << ":\n" << plan;
                EXPECT_TRUE(plan.starts_with("SEARCH incidents USING INDEX")) << name << ":\n" << plan;
                // One customer's incidents are few; sorting them costs less than an index for each order.
                if (walk.by != Walk::By::customer) EXPECT_FALSE(plan.contains("TEMP B-TREE")) << name << ":\n" << plan;
            }
}

TEST_F(ListPlan, ContinuesAtTheCursorAndNotAtTheStart) {
    const IncidentQuery query{.scope = {.all = true}, .statuses = {Status::in_progress}};
    const auto walks = plan_list(query);
    ASSERT_EQ(walks.size(), 1);
    const auto plan = explained(walk_sql(walks[0], query.sort, true, true));
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
