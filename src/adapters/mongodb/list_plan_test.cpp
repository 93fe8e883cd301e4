#include "adapters/mongodb/an_incident_database.hpp"
#include "adapters/mongodb/incident_document.hpp"
#include "adapters/mongodb/list_plan.hpp"
#include "tests/support/usual_lists.hpp"

namespace resuelve::mongodb {
namespace {

using incidents::IncidentQuery;
using incidents::ListPosition;
using incidents::SortKey;
using incidents::Status;
using incidents::testing::listed_agent;
using incidents::testing::listed_team;
using incidents::testing::other_listed_team;

struct MongodbListPlan : ::testing::Test {
    /// The plan that wins, as the server describes it, with what it examines.
    std::string explained(Connection& connection, const Query& query) {
        const Document find{{"find", incident_collection},
                            {"filter", query.filter},
                            {"sort", query.sort},
                            {"limit", query.limit},
                            {"hint", query.index}};
        const auto answer = connection.command({{"explain", find}, {"verbosity", "executionStats"}});
        return Document{answer["queryPlanner"].document()["winningPlan"].document()}.to_string() +
               Document{answer["executionStats"].document()}.to_string();
    }
    void explain(const std::function<void(Connection&)>& look) { database.made.on_connection(look); }

    testing::AnIncidentDatabase database;
};

std::int64_t keys_examined(const std::string& plan) {
    constexpr std::string_view name = "\"totalKeysExamined\" : ";
    return std::stoll(plan.substr(plan.find(name) + name.size()));
}

} // namespace

TEST_F(MongodbListPlan, SeeksInAnIndexForEveryUsualList) {
    // So that the server knows which fields are lists.
    run(database.store.commit({incidents::testing::an_incident().changes().front()}));
    const auto within_all = (incidents::testing::filing_time + std::chrono::days{3}).time_since_epoch().count();
    explain([&](Connection& connection) {
        for (const auto& [name, query] : incidents::testing::usual_lists())
            for (const auto& after : {std::optional<ListPosition>{}, std::optional{ListPosition{within_all, {}}}}) {
                const auto wanted = plan_list(query);
                ASSERT_TRUE(wanted) << name;
                for (const auto& part : list_queries(*wanted, query, after, 26)) {
                    const auto plan = explained(connection, part);
                    EXPECT_FALSE(plan.contains("COLLSCAN")) << name << ":\n" << plan;
                    EXPECT_TRUE(plan.contains(fmt::format("\"indexName\" : \"{}\"", part.index))) << name << ":\n"
                                                                                                  << plan;
                    // One customer's incidents and those to approve or snoozed are few; sorting them costs less than
                    // an index for each order.
                    if (part.index != "incidents_created_customer" && part.index != "incidents_created_approval" &&
                        part.index != "incidents_created_snoozed")
                        EXPECT_FALSE(plan.contains("\"SORT\"")) << name << ":\n" << plan;
                }
            }
    });
}

TEST_F(MongodbListPlan, MergesTheRangesOfAnAgentsTeams) {
    const IncidentQuery query{.scope = {.agent = listed_agent, .teams = {listed_team, other_listed_team}}};
    explain([&](Connection& connection) {
        const auto plan = explained(connection, list_queries(*plan_list(query), query, std::nullopt, 26).front());
        EXPECT_TRUE(plan.contains("SORT_MERGE")) << plan;
    });
}

TEST_F(MongodbListPlan, ReadsOnePageOfManyAndContinuesAtTheCursor) {
    std::vector<incidents::Change> filed;
    for (std::uint64_t i = 0; i < 200; ++i)
        run(database.store.commit({incidents::testing::an_incident().numbered(i + 1).changes().front()}));
    for (const auto sort : {SortKey::created, SortKey::priority}) {
        IncidentQuery query{.scope = {.agent = listed_agent, .teams = {listed_team}}, .sort = sort, .limit = 10};
        for (int page_number = 0; page_number < 10; ++page_number)
            query.cursor = run(database.store.list(query)).next_cursor.value();
        explain([&](Connection& connection) {
            const auto after = position_of(query);
            std::int64_t examined = 0;
            for (const auto& part : list_queries(*plan_list(query), query, after, 11))
                examined += keys_examined(explained(connection, part));
            EXPECT_LE(examined, 40) << "of 200, all with the same key";
        });
    }
}

TEST_F(MongodbListPlan, HasNothingForAScopeOfNobody) {
    EXPECT_FALSE(plan_list({}));
}

TEST_F(MongodbListPlan, TakesTheMostUrgentOfAnAgentsTeamsByTheIndexAlone) {
    run(database.store.next_unassigned({.agent = listed_agent, .teams = {listed_team, other_listed_team}}));
    EXPECT_EQ(database.made.last_plan("incidents").find("sorted"), std::string::npos);
    EXPECT_TRUE(database.made.last_plan("incidents").starts_with("IXSCAN")) << database.made.last_plan("incidents");
}

TEST_F(MongodbListPlan, ReadsNoMoreOfManyThanTheFewThatAFigureCounts) {
    using incidents::testing::an_incident;
    for (std::uint64_t i = 0; i < 60; ++i)
        run(database.store.commit({an_incident().numbered(i + 1).changes().front()}));
    run(database.store.commit({an_incident().numbered(99).with_product("Tetera").changes().front()}));
    const IncidentQuery by_product{.scope = {.all = true}, .product = "Tetera"};
    const IncidentQuery late{.scope = {.all = true}, .answered = {incidents::Answered::late}};
    const IncidentQuery by_phone{.scope = {.all = true}, .channel = incidents::Channel::phone};
    const IncidentQuery spam{.scope = {.all = true}, .closed_as = incidents::ClosedAs::spam};
    const IncidentQuery bad{.scope = {.all = true}, .score = 1};
    const IncidentQuery to_approve{.scope = {.all = true}, .approval = incidents::ApprovalStatus::requested};
    const IncidentQuery snoozed{.scope = {.all = true}, .snoozed = true};
    explain([&](Connection& connection) {
        for (const auto& query : {by_product, late, by_phone, spam, bad, to_approve, snoozed}) {
            const auto plan = explained(connection, list_queries(*plan_list(query), query, std::nullopt, 26).front());
            EXPECT_LE(keys_examined(plan), 2) << plan;
        }
    });
}

} // namespace resuelve::mongodb
