#include "app/policy_reports.hpp"
#include "platform/async/run.hpp"
#include "platform/http/problem.hpp"
#include "platform/json/parse.hpp"
#include "platform/log/log.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::app {
namespace {

std::vector<PolicyViolation> read(std::string_view text) {
    return policy_violations(json::parse(text));
}

struct TakesPolicyReports : testing::Test {
    TakesPolicyReports() { reports.add_route(router); }

    unsigned send(std::string body, std::string_view peer = "203.0.113.7") {
        http::Request request;
        request.method = http::Method::post;
        request.target = std::string{policy_reports_path};
        request.segments = {"policy-reports"};
        request.body = std::move(body);
        request.peer = boost::asio::ip::make_address(peer);
        try {
            const auto& route = router.match(request);
            EXPECT_EQ(route.body, http::BodyKind::report);
            run(route.admission(request));
            return run(route.handler(request)).status;
        } catch (const Problem& problem) {
            return problem.status();
        }
    }

    ManualClock clock{Instant{std::chrono::milliseconds{1'764'000'000'000}}};
    Metrics metrics;
    PolicyReports reports{metrics, clock};
    http::Router router;
    const std::string one =
        R"({"csp-report":{"document-uri":"https://tienda.example/i/7K3Q-9XTM-2H4Z?token=geheim",
            "violated-directive":"script-src 'self'","blocked-uri":"https://evil.example/a.js?who=ana"}})";
};

} // namespace

TEST(PolicyViolations, AreReadAsReportUriSendsThem) {
    EXPECT_THAT(read(R"({"csp-report":{"document-uri":"https://t.example/cuenta","effective-directive":"img-src",
                         "violated-directive":"img-src 'self'","blocked-uri":"data"}})"),
                testing::ElementsAre(PolicyViolation{"img-src", "data", "/cuenta"}));
}

TEST(PolicyViolations, AreReadAsTheReportingApiSendsThem) {
    EXPECT_THAT(read(R"([{"type":"csp-violation","body":{"documentURL":"https://t.example/","effectiveDirective":
                         "script-src-elem","blockedURL":"inline"}},
                        {"type":"deprecation","body":{"id":"x"}}, 7,
                        {"type":"csp-violation","body":{"documentURL":"https://t.example/abrir/pedido","effectiveDirective":
                         "require-trusted-types-for","blockedURL":"trusted-types-sink"}}])"),
                testing::ElementsAre(PolicyViolation{"script-src-elem", "inline", "/"},
                                     PolicyViolation{"require-trusted-types-for", "trusted-types-sink", "/abrir"}));
}

TEST(PolicyViolations, HoldNothingThatSomebodyMadeUpOrThatIsSomebodys) {
    const auto found = read(R"({"csp-report":{"document-uri":"https://t.example/ana.gil@example.org",
                                "effective-directive":"ana-src","blocked-uri":"https://ana:pw@h.example:8/p?q#f"}})");
    EXPECT_THAT(found, testing::ElementsAre(PolicyViolation{"other", "https://h.example:8", "other"}));
    EXPECT_THAT(read(R"({"csp-report":{"blocked-uri":"a b\nc"}})"),
                testing::ElementsAre(PolicyViolation{"other", "other", "/"}));
}

TEST(PolicyViolations, AreAtMostTwentyOfARequest) {
    std::string list = "[";
    for (int i = 0; i < 30; ++i)
        list += fmt::format(R"({}{{"type":"csp-violation","body":{{}}}})", i == 0 ? "" : ",");
    EXPECT_EQ(read(list + "]").size(), limits::policy_reports_at_once);
}

TEST_F(TakesPolicyReports, CountsAndLogsThemWithoutPersonalData) {
    const log::Capture lines;
    EXPECT_EQ(send(one), 204U);
    EXPECT_THAT(metrics.text(), testing::HasSubstr(R"(resuelve_policy_violations{directive="script-src"} 1)"));
    EXPECT_THAT(lines.text(), testing::HasSubstr(R"("blocked":"https://evil.example")"));
    EXPECT_THAT(lines.text(), testing::HasSubstr(R"("page":"/i")"));
    for (const auto* secret : {"7K3Q", "geheim", "ana", "203.0.113.7"})
        EXPECT_THAT(lines.text(), testing::Not(testing::HasSubstr(secret)));
}

TEST_F(TakesPolicyReports, RefusesWhatIsNone) {
    EXPECT_EQ(send("{"), 400U);
    EXPECT_EQ(send("{}"), 422U);
    EXPECT_EQ(send("7"), 422U);
}

TEST_F(TakesPolicyReports, AreLimitedForEachSourceAndMinute) {
    for (std::size_t i = 0; i < limits::policy_reports.per_source; ++i)
        ASSERT_EQ(send(one), 204U);
    EXPECT_EQ(send(one), 429U);
    EXPECT_EQ(send(one, "203.0.113.8"), 204U);
    clock.advance(limits::policy_reports.window);
    EXPECT_EQ(send(one), 204U);
}

} // namespace resuelve::app
