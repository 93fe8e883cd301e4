#include "platform/http/a_server.hpp"
#include "platform/http/health.hpp"
#include "platform/http/problem.hpp"
#include "platform/log/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::http {
namespace {

using testing::HasSubstr;

class HealthTest : public testing::Test {
protected:
    HealthTest() {
        add_health_routes(server_.router, server_.metrics,
                          {{"store", [this]() -> awaitable<bool> { co_return store_ready_; }},
                           {"bus", [this]() -> awaitable<bool> {
                                if (!bus_ready_) throw std::runtime_error{"no broker"};
                                co_return true;
                            }}});
        add_problem_pages(server_.router);
        server_.start();
    }

    std::atomic<bool> store_ready_ = true;
    std::atomic<bool> bus_ready_ = true;
    log::Capture log_;
    AServer server_;
};

TEST_F(HealthTest, NamesThePartThatIsAway) {
    EXPECT_EQ(status_of(server_.answer_to(get("/readyz"))), "200");
    bus_ready_ = false;
    auto answer = server_.answer_to(get("/readyz"));
    EXPECT_EQ(status_of(answer), "503");
    EXPECT_EQ(body_of(answer), R"({"status":"unavailable","parts":{"store":"ready","bus":"unavailable"}})");
    store_ready_ = false;
    EXPECT_THAT(server_.answer_to(get("/readyz")), HasSubstr(R"("store":"unavailable")"));
}

TEST_F(HealthTest, StaysAliveWhateverIsAway) {
    store_ready_ = false;
    EXPECT_EQ(status_of(server_.answer_to(get("/healthz"))), "200");
}

TEST_F(HealthTest, ShowsTheFigures) {
    server_.answer_to(get("/healthz"));
    EXPECT_THAT(server_.answer_to(get("/metrics")),
                HasSubstr(R"(resuelve_http_requests_total{method="GET",route="/healthz",status="2xx"} 1)"));
}

TEST_F(HealthTest, ExplainsEveryProblem) {
    for (const auto& row : Problem::table) {
        const auto page = server_.answer_to(get(fmt::format("/problems/{}", row.name)));
        EXPECT_EQ(status_of(page), "200") << row.name;
        EXPECT_THAT(page, HasSubstr(std::string{row.meaning}));
        EXPECT_EQ((std::string{row.title} + std::string{row.meaning}).find_first_of("<>&\""), std::string::npos)
            << row.name;
    }
    EXPECT_EQ(status_of(server_.answer_to(get("/problems/none"))), "404");
    EXPECT_THAT(server_.answer_to(get("/problems/conflict", "Accept: application/json\r\n")),
                HasSubstr(R"({"type":"/problems/conflict","title":)"));
    EXPECT_THAT(server_.answer_to(get("/problems")), HasSubstr("<a href=\"/problems/conflict\">"));
}

} // namespace
} // namespace resuelve::http
