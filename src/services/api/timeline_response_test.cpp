#include "services/api/testing.hpp"
#include "services/api/timeline_response.hpp"

#include <algorithm>
#include <numeric>

namespace resuelve::api {
namespace {

using namespace testing;

struct TimelineTest : ::testing::Test {
    TestShop shop;
    incidents::Incident incident = shop.keep(an_incident().resolution_proposed());

    boost::json::object page(access::Actor actor, access::Reach reach, std::string query = {}) {
        http::Request http;
        http.parameters = {incident.id.to_string()};
        http.query = http::Parameters::parse(query);
        const Request request{http, std::move(actor), reach};
        return boost::json::parse(std::get<std::string>(run(timeline_page(request, shop.incidents)).body)).as_object();
    }

    /// The numbers of all entries, page after page.
    std::vector<std::int64_t> pages(const access::Actor& actor, access::Reach reach, const std::string& query) {
        std::vector<std::int64_t> numbers;
        for (auto next = query;;) {
            const auto shown = page(actor, reach, next);
            for (const auto& entry : shown.at("items").as_array())
                numbers.push_back(entry.at("number").as_int64());
            if (shown.at("next_cursor").is_null()) return numbers;
            next = fmt::format("{}&cursor={}", query, std::string_view{shown.at("next_cursor").as_string()});
        }
    }
};

TEST_F(TimelineTest, ShowsCustomersNeitherInternalEntriesNorEmployeesIdsNorHashes) {
    const auto text = boost::json::serialize(page(ana(), access::Reach::own));
    EXPECT_EQ(text.find("assignment"), std::string::npos);
    EXPECT_EQ(text.find(an_agent().id.to_string()), std::string::npos);
    for (const auto* secret : {"hash", "salt", "digest", "sha256", "visibility", "assignee"})
        EXPECT_EQ(text.find(secret), std::string::npos) << secret;
    EXPECT_NE(text.find("Berta Gil"), std::string::npos) << "who answers has a name";
    EXPECT_NE(text.find("Tiene usted razón."), std::string::npos);
}

TEST_F(TimelineTest, ShowsEmployeesTheAssignments) {
    const auto text = boost::json::serialize(page(an_agent(), access::Reach::all));
    EXPECT_NE(text.find("\"assignment\""), std::string::npos);
    EXPECT_NE(text.find(an_agent().id.to_string()), std::string::npos);
}

TEST_F(TimelineTest, IsPagedWithoutGapOrRepetition) {
    std::vector<std::int64_t> all(static_cast<std::size_t>(incident.history.entries));
    std::iota(all.begin(), all.end(), 1);
    EXPECT_EQ(pages(an_agent(), access::Reach::all, "limit=2"), all);
}

TEST_F(TimelineTest, IsReadFromItsEndOnRequest) {
    std::vector<std::int64_t> all(static_cast<std::size_t>(incident.history.entries));
    std::iota(all.rbegin(), all.rend(), 1);
    EXPECT_EQ(pages(an_agent(), access::Reach::all, "order=desc&limit=2"), all);
    EXPECT_EQ(pages(an_agent(), access::Reach::all, "order=desc"), all);
    EXPECT_EQ(page(an_agent(), access::Reach::all, "order=desc&cursor=d2147483647"),
              page(an_agent(), access::Reach::all, "order=desc"))
        << "no further than the entries go";
}

TEST_F(TimelineTest, IsReadFromItsEndOverWhatTheCustomerMayNotSee) {
    auto oldest_first = pages(ana(), access::Reach::own, "limit=100");
    ASSERT_LT(oldest_first.size(), static_cast<std::size_t>(incident.history.entries)) << "some are internal";
    std::ranges::reverse(oldest_first);
    EXPECT_EQ(pages(ana(), access::Reach::own, "order=desc&limit=1"), oldest_first);
}

TEST_F(TimelineTest, RefusesACursorThatIsNotOneOfIts) {
    for (const auto* cursor : {"x3", "e", "e-1", "e3x", "3", "e99999999999"})
        EXPECT_THROW(page(ana(), access::Reach::own, fmt::format("cursor={}", cursor)), Problem) << cursor;
    EXPECT_THROW(page(ana(), access::Reach::own, "order=desc&cursor=e3"), Problem) << "of the other order";
    EXPECT_THROW(page(ana(), access::Reach::own, "order=desc&cursor=d0"), Problem);
    EXPECT_THROW(page(ana(), access::Reach::own, "order=newest"), Problem);
}

} // namespace
} // namespace resuelve::api
