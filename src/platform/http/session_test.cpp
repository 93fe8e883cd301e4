#include "platform/http/a_server.hpp"
#include "platform/http/problem.hpp"
#include "platform/log/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace resuelve::http {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

boost::json::object json_of(std::string_view answer) {
    return boost::json::parse(body_of(answer)).as_object();
}

class SessionTest : public testing::Test {
protected:
    log::Capture log_; // before the server, whose end still writes
    AServer server_;
};

TEST_F(SessionTest, AnswersAGet) {
    server_.start();
    const auto answer = server_.answer_to(get("/echo/n%C3%BA%20m?a=1&b=x%26y"));
    EXPECT_EQ(status_of(answer), "200");
    EXPECT_THAT(answer, HasSubstr("content-type: application/json\r\n"));
    EXPECT_THAT(answer, HasSubstr("Date: Tue, 24 Nov 2026 15:30:00 GMT\r\n"));
    const auto seen = json_of(answer);
    EXPECT_EQ(seen.at("parameters"), boost::json::array({"nú m"}));
    EXPECT_EQ(seen.at("query"), boost::json::object({{"a", "1"}, {"b", "x&y"}}));
    EXPECT_EQ(seen.at("peer"), "127.0.0.1");
    EXPECT_EQ(seen.at("direct_loopback"), true);
}

TEST_F(SessionTest, AnswersAPost) {
    server_.start();
    const auto answer = server_.answer_to(post(R"({"subject":"roto"})"));
    EXPECT_EQ(status_of(answer), "200");
    EXPECT_EQ(json_of(answer).at("body"), R"({"subject":"roto"})");
}

} // namespace
} // namespace resuelve::http
