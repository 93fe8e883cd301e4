#include "platform/http/problem.hpp"
#include "services/api/queue_query.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::api {
namespace {

const EmployeeId eva{{{7}}};
const Instant now{std::chrono::milliseconds{1'700'000'000'000}};

incidents::IncidentQuery read(std::string_view text) {
    return read_queue_query(http::Parameters::parse(text), {.all = true}, eva, now);
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

TEST(QueueQuery, TakesWhatFiguresCount) {
    const auto query = read("opened_from=2026-11-01&opened_until=2026-11-02T00:00:00.001Z&channel=phone&closed_as=spam&"
                            "score=5&rated=true&answered=in_time,late&first_answered=false&product=Tetera%2C+roja&"
                            "overdue=true&categories=defect,warranty&without_category=true");
    EXPECT_EQ(query.opened_from, parse_rfc3339("2026-11-01T00:00:00+01:00")) << "the shop's midnight";
    EXPECT_EQ(query.opened_until, parse_rfc3339("2026-11-02T00:00:00.001Z"));
    EXPECT_EQ(query.channel, incidents::Channel::phone);
    EXPECT_EQ(query.closed_as, incidents::ClosedAs::spam);
    EXPECT_EQ(query.score, 5);
    EXPECT_EQ(query.rated, true);
    EXPECT_THAT(query.answered, testing::ElementsAre(incidents::Answered::in_time, incidents::Answered::late));
    EXPECT_EQ(query.first_answered, false);
    EXPECT_EQ(query.product, "Tetera, roja");
    EXPECT_EQ(query.overdue, true);
    EXPECT_EQ(query.now, now);
    EXPECT_THAT(query.categories, testing::ElementsAre("defect", "warranty"));
    EXPECT_TRUE(query.without_category);
}

TEST(QueueQuery, TakesADateAsTheShopsDayWhenItsClocksChange) {
    const auto span = [](std::string_view from, std::string_view until) {
        const auto query = read(fmt::format("opened_from={}&opened_until={}", from, until));
        return *query.opened_until - *query.opened_from;
    };
    EXPECT_EQ(read("opened_from=2026-03-29").opened_from, parse_rfc3339("2026-03-28T23:00:00Z"));
    EXPECT_EQ(read("opened_from=2026-03-30").opened_from, parse_rfc3339("2026-03-29T22:00:00Z"));
    EXPECT_EQ(span("2026-03-29", "2026-03-30"), std::chrono::hours{23});
    EXPECT_EQ(span("2026-10-25", "2026-10-26"), std::chrono::hours{25});
    EXPECT_EQ(span("2026-11-27", "2026-11-28"), std::chrono::hours{24});
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
    EXPECT_THAT(faults_of_filter("score=6&channel=pigeon&closed_as=lost&answered=never&overdue=1&opened_from=monday&"
                                 "categories=a,,b"),
                testing::UnorderedElementsAre("/query out_of_range", "/query not_one_of", "/query not_one_of",
                                              "/query not_one_of", "/query malformed", "/query malformed",
                                              "/query malformed"));
    EXPECT_THAT(faults_of_filter("q=%zz"), testing::ElementsAre("/query malformed"));
    EXPECT_THAT(faults_of_filter("q=a&q=b"), testing::ElementsAre("/query malformed"));
}

} // namespace resuelve::api
