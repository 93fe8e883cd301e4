#include "platform/http/problem.hpp"
#include "platform/http/router.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace resuelve::http {
namespace {

awaitable<Response> nothing(Request&) {
    co_return Response::empty(204);
}

Request a_request(Method method, std::vector<std::string> segments) {
    Request request;
    request.method = method;
    request.segments = std::move(segments);
    return request;
}

Problem::Code refusal_of(const Router& router, Request request) {
    try {
        router.match(request);
    } catch (const Problem& problem) {
        return problem.code();
    }
    throw std::logic_error{"it was found"};
}

class RouterTest : public testing::Test {
protected:
    RouterTest() {
        for (const auto* pattern : {"/", "/incidents", "/incidents/next", "/incidents/{id}", "/incidents/{id}/messages",
                                    "/{place}/next/{more}"})
            router_.add({Method::get, pattern, BodyKind::none, nothing});
        router_.add({Method::post, "/incidents/next", BodyKind::json, nothing});
    }
    std::string pattern_for(Request request) { return router_.match(request).pattern; }

    Router router_;
};

TEST_F(RouterTest, PrefersALiteralToAName) {
    EXPECT_EQ(pattern_for(a_request(Method::get, {"incidents", "next"})), "/incidents/next");
    EXPECT_EQ(pattern_for(a_request(Method::get, {"incidents", "7"})), "/incidents/{id}");
    EXPECT_EQ(pattern_for(a_request(Method::get, {})), "/");
}

TEST_F(RouterTest, GoesBackWhenTheLiteralLeadsNowhere) {
    EXPECT_EQ(pattern_for(a_request(Method::get, {"incidents", "next", "messages"})), "/incidents/{id}/messages");
    EXPECT_EQ(pattern_for(a_request(Method::get, {"incidents", "next", "x"})), "/{place}/next/{more}");
}

TEST_F(RouterTest, GivesWhatStoodForTheNames) {
    auto request = a_request(Method::get, {"incidents", "next", "x"});
    router_.match(request);
    EXPECT_EQ(request.parameters, (std::vector<std::string>{"incidents", "x"}));
}

TEST_F(RouterTest, TakesNoEmptySegmentForAName) {
    EXPECT_EQ(refusal_of(router_, a_request(Method::get, {"incidents", ""})), Problem::not_found);
}

TEST_F(RouterTest, FindsGetForHead) {
    EXPECT_EQ(pattern_for(a_request(Method::head, {"incidents"})), "/incidents");
    EXPECT_EQ(router_.allowed(a_request(Method::options, {"incidents", "next"})), "GET, HEAD, POST, OPTIONS");
}

TEST_F(RouterTest, TellsMissingPathsFromMissingMethods) {
    EXPECT_EQ(refusal_of(router_, a_request(Method::get, {"nowhere"})), Problem::not_found);
    EXPECT_EQ(refusal_of(router_, a_request(Method::delete_, {"incidents"})), Problem::method_not_allowed);
    EXPECT_THROW(router_.allowed(a_request(Method::options, {"nowhere"})), Problem);
}

TEST_F(RouterTest, HasARouteForWhatNoPatternHasIfItConcernsIt) {
    const auto of_people = [](const Request& request) { return request.header("accept") == "text/html"; };
    router_.add_for_unknown({Method::get, "/*", BodyKind::none, nothing}, of_people);
    const auto asked = [](Method method, std::vector<std::string> segments) {
        auto request = a_request(method, std::move(segments));
        request.headers.add("accept", "text/html");
        return request;
    };
    EXPECT_EQ(pattern_for(asked(Method::get, {"nowhere"})), "/*");
    EXPECT_EQ(pattern_for(asked(Method::head, {"nowhere", "", "x"})), "/*");
    EXPECT_EQ(pattern_for(asked(Method::get, {"incidents"})), "/incidents");
    EXPECT_EQ(refusal_of(router_, asked(Method::post, {"nowhere"})), Problem::not_found);
    EXPECT_EQ(refusal_of(router_, a_request(Method::get, {"nowhere"})), Problem::not_found);
}

TEST_F(RouterTest, RefusesTheSameRouteTwice) {
    EXPECT_THROW(router_.add({Method::get, "/incidents/{other}", BodyKind::none, nothing}), std::logic_error);
    EXPECT_THROW(router_.add({Method::get, "incidents", BodyKind::none, nothing}), std::logic_error);
}

} // namespace
} // namespace resuelve::http
