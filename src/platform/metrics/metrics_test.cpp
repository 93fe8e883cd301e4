#include "platform/metrics/request_metrics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

TEST(Metrics, AreShownAsText) {
    Metrics metrics;
    metrics.counter("mails_total", "Mails.", {{"kind", "receipt"}}).Increment();
    metrics.counter("mails_total", "Mails.", {{"kind", "receipt"}}).Increment();
    EXPECT_THAT(metrics.text(), HasSubstr("# TYPE mails_total counter\nmails_total{kind=\"receipt\"} 2\n"));
}

TEST(Metrics, AskForAValueWhenSomebodyLooks) {
    Metrics metrics;
    double value = 1;
    metrics.ask("outbox_events", "Waiting.", [&value] { return value; });
    EXPECT_THAT(metrics.text(), HasSubstr("outbox_events 1\n"));
    value = 7;
    EXPECT_THAT(metrics.text(), HasSubstr("outbox_events 7\n"));
}

TEST(RequestMetrics, CountByRouteAndStatusClass) {
    Metrics metrics;
    RequestMetrics requests{metrics, {{"GET", "/a/{id}"}}};
    requests.count(0, 200, 3ms);
    requests.count(0, 304, 20s);
    requests.count(requests.unmatched(), 404, 1us);
    const auto text = metrics.text();
    EXPECT_THAT(text, HasSubstr(R"(resuelve_http_requests_total{method="GET",route="/a/{id}",status="2xx"} 1)"));
    EXPECT_THAT(text, HasSubstr(R"(resuelve_http_requests_total{method="GET",route="/a/{id}",status="3xx"} 1)"));
    EXPECT_THAT(text, HasSubstr(R"(resuelve_http_requests_total{method="any",route="unmatched",status="4xx"} 1)"));
    EXPECT_THAT(
        text, HasSubstr(R"(resuelve_http_request_duration_seconds_bucket{method="GET",route="/a/{id}",le="0.005"} 1)"));
    EXPECT_THAT(text, HasSubstr(R"(resuelve_http_request_duration_seconds_count{method="GET",route="/a/{id}"} 2)"));
}

} // namespace
} // namespace resuelve
