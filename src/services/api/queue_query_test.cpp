#include "platform/http/problem.hpp"
#include "services/api/queue_query.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::api {
namespace {

const EmployeeId eva{{{7}}};

incidents::IncidentQuery read(std::string_view text) {
    return read_queue_query(http::Parameters::parse(text), {.all = true}, eva);
}

std::vector<std::string> faults_of_filter(std::string_view text) {
    try {
        want_queue_filter(text);
    } catch (const Problem& problem) {
        std::vector<std::string> found;
        for (const auto& error : problem.errors())
            found.push_back(error.field + " " + error.code);
        return found;
    }
    return {};
}

} // namespace

TEST(QueueQuery, KnowsWhoAsks) {
    EXPECT_EQ(read("assignee=me").assignee, eva);
    EXPECT_TRUE(read("assignee=none").unassigned);
    EXPECT_TRUE(read("team=none").without_team);
}

TEST(QueueQuery, ComesNewestFirstUnlessSomethingElseIsAskedFor) {
    EXPECT_EQ(read("").sort, incidents::SortKey::created);
    EXPECT_TRUE(read("").descending);
    EXPECT_EQ(read("q=caja").sort, incidents::SortKey::relevance);
    EXPECT_FALSE(read("sort=deadline").descending);
    EXPECT_TRUE(read("sort=-deadline").descending);
    EXPECT_THROW(read("sort=relevance"), Problem);
}

TEST(QueueFilter, IsWhatTheListTakes) {
    EXPECT_THAT(faults_of_filter(""), testing::IsEmpty());
    EXPECT_THAT(faults_of_filter("status=registered,in_progress&assignee=me&team=none&priority=urgent&escalated=true&"
                                 "q=caja+rota&sort=-deadline&tag=a&category=b"),
                testing::IsEmpty());
}

TEST(QueueFilter, NamesWhatTheListWouldRefuse) {
    EXPECT_THAT(faults_of_filter("status=open&colour=red&assignee=eva"),
                testing::UnorderedElementsAre("/query not_one_of", "/query unknown", "/query malformed"));
    EXPECT_THAT(faults_of_filter("cursor=x&limit=5"), testing::ElementsAre("/query unknown", "/query unknown"));
    EXPECT_THAT(faults_of_filter("q=%zz"), testing::ElementsAre("/query malformed"));
    EXPECT_THAT(faults_of_filter("q=a&q=b"), testing::ElementsAre("/query malformed"));
}

} // namespace resuelve::api
