#include "platform/http/problem.hpp"
#include "services/api/preconditions.hpp"

#include <gtest/gtest.h>

namespace resuelve::api {
namespace {

Problem::Code refusal(std::string_view header, std::int64_t version) {
    http::Request http;
    if (!header.empty()) http.headers.add("if-match", std::string{header});
    const Request request{http, {}, access::Reach::all};
    try {
        IfMatch::required(request).check(version);
    } catch (const Problem& problem) {
        return problem.code();
    }
    throw std::logic_error{"it was let through"};
}

bool passes(std::string_view header, std::int64_t version) {
    http::Request http;
    http.headers.add("if-match", std::string{header});
    const Request request{http, {}, access::Reach::all};
    IfMatch::required(request).check(version);
    return true;
}

TEST(IfMatch, LetsTheVersionThroughThatItNames) {
    EXPECT_TRUE(passes("\"7\"", 7));
    EXPECT_TRUE(passes("\"1\", \"7\"", 7));
    EXPECT_TRUE(passes("*", 7));
}

TEST(IfMatch, RefusesOtherVersionsAndWeakTags) {
    EXPECT_EQ(refusal("\"6\"", 7), Problem::stale_version);
    EXPECT_EQ(refusal("W/\"7\"", 7), Problem::stale_version) << "RFC 9110 §13.1.1: the comparison is strong";
}

TEST(IfMatch, IsRequiredAndMustBeAListOfTags) {
    EXPECT_EQ(refusal("", 7), Problem::precondition_required);
    for (const auto* header : {"7", "\"7", "\"7\",", "\"7\" \"8\""})
        EXPECT_EQ(refusal(header, 7), Problem::malformed) << header;
}

} // namespace
} // namespace resuelve::api
