#include "services/api/testing.hpp"
#include "services/api/timeline_response.hpp"

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
    std::vector<std::int64_t> numbers;
    std::string query = "limit=2";
    for (;;) {
        const auto shown = page(an_agent(), access::Reach::all, query);
        for (const auto& entry : shown.at("items").as_array())
            numbers.push_back(entry.at("number").as_int64());
        if (shown.at("next_cursor").is_null()) break;
        query = fmt::format("limit=2&cursor={}", std::string_view{shown.at("next_cursor").as_string()});
    }
    std::vector<std::int64_t> all(static_cast<std::size_t>(incident.history.entries));
    std::iota(all.begin(), all.end(), 1);
    EXPECT_EQ(numbers, all);
}

TEST_F(TimelineTest, RefusesACursorThatIsNotOneOfIts) {
    for (const auto* cursor : {"x3", "e", "e-1", "e3x", "3", "e99999999999"})
        EXPECT_THROW(page(ana(), access::Reach::own, fmt::format("cursor={}", cursor)), Problem) << cursor;
}

} // namespace
} // namespace resuelve::api
