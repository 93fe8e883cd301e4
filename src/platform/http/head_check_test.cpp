#include "platform/http/head_check.hpp"
#include "platform/http/head_scan.hpp"
#include "platform/http/limits.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace resuelve::http {
namespace {

Head a_head() {
    return {"GET", "/", 11, {{"Host", "localhost"}}};
}

Problem::Code refusal_of(const Head& head, std::vector<std::string> hosts = {}) {
    try {
        check_head(head, hosts);
    } catch (const Problem& problem) {
        return problem.code();
    }
    throw std::logic_error{"it was accepted"};
}

TEST(CheckHead, TellsTheFraming) {
    auto head = a_head();
    EXPECT_FALSE(check_head(head, {}).has_body());
    head.fields.emplace_back("content-length", "5");
    EXPECT_EQ(check_head(head, {}).content_length, 5U);
    head.fields.back() = {"TRANSFER-ENCODING", "Chunked"};
    EXPECT_TRUE(check_head(head, {}).chunked);
}

TEST(CheckHead, HearsExpectationsOnlyIn11) {
    auto head = a_head();
    head.fields.emplace_back("Expect", "100-Continue");
    EXPECT_TRUE(check_head(head, {}).expects_continue);
    head.version = 10;
    EXPECT_FALSE(check_head(head, {}).expects_continue);
    head.fields.back().second = "200-ok";
    EXPECT_EQ(refusal_of(head), Problem::not_implemented);
}

TEST(CheckHead, LetsHttp10GoWithoutAHostUnlessHostsAreConfigured) {
    auto head = a_head();
    head.fields.clear();
    EXPECT_EQ(refusal_of(head), Problem::malformed);
    head.version = 10;
    EXPECT_NO_THROW(check_head(head, {}));
    EXPECT_EQ(refusal_of(head, {"shop.example"}), Problem::misdirected);
}

TEST(CheckHead, SumsCookies) {
    auto head = a_head();
    const std::string half(limits::cookie / 2, 'c');
    head.fields.emplace_back("Cookie", half);
    head.fields.emplace_back("Cookie", half);
    EXPECT_NO_THROW(check_head(head, {}));
    head.fields.emplace_back("Cookie", "c");
    EXPECT_EQ(refusal_of(head), Problem::headers_too_large);
}

TEST(HeadScan, FindsTheEndHoweverTheBytesCome) {
    const std::string head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    const auto bytes = head + "GET";
    for (std::size_t first = 0; first <= bytes.size(); ++first) {
        HeadScan scan;
        const auto early = scan.end(std::string_view{bytes}.substr(0, first));
        EXPECT_EQ(early.has_value(), first >= head.size());
        EXPECT_EQ(early ? early : scan.end(bytes), head.size()) << first;
    }
}

RC_GTEST_PROP(HeadScan, RefusesOrEndsWithinTheLimits, (const std::string& bytes)) {
    HeadScan scan;
    try {
        if (const auto end = scan.end(bytes)) RC_ASSERT(bytes.substr(*end - 4, 4) == "\r\n\r\n");
    } catch (const Problem& problem) {
        RC_ASSERT(problem.status() == 400 || problem.status() == 414 || problem.status() == 431);
    }
}

} // namespace
} // namespace resuelve::http
