#include "platform/async/run.hpp"
#include "platform/http/problem.hpp"
#include "services/api/route.hpp"

#include <gtest/gtest.h>

namespace resuelve::api {
namespace {

using access::Action;
using access::Actor;
using access::Role;

/// Says what the test wants.
class Says final : public Authenticator {
public:
    awaitable<Actor> authenticate(const http::Request&) override {
        if (problem) throw *problem;
        co_return actor;
    }
    Actor actor;
    std::optional<Problem> problem;
};

awaitable<Response> tell_reach(const Request& request) {
    co_return Response::text(200, "text/plain", std::to_string(static_cast<int>(request.reach())));
}

class Mounting : public testing::Test {
protected:
    Mounting() {
        mount(router, authenticator,
              {{http::Method::get, "/queue", Action::read_incidents, http::BodyKind::none, tell_reach},
               {http::Method::post, "/session", Action::use_public_page, http::BodyKind::json, tell_reach}});
    }

    /// The status and, of a success, its subject and body.
    std::string answer(http::Method method, std::string segment) {
        request.method = method;
        request.segments = {std::move(segment)};
        request.target = "/" + request.segments[0];
        try {
            const auto response = run(router.match(request).handler(request));
            return std::to_string(response.status) + " " + response.log_subject + " " +
                   std::get<std::string>(response.body);
        } catch (const Problem& problem) {
            return std::to_string(problem.status());
        }
    }
    std::string queue() { return answer(http::Method::get, "queue"); }
    std::string sign_in() { return answer(http::Method::post, "session"); }

    http::Router router;
    http::Request request;
    Says authenticator;
};

TEST_F(Mounting, LetsTheHandlerKnowHowFarTheActorReaches) {
    authenticator.actor.role = Role::agent;
    EXPECT_EQ(queue(), "200 agent/00000000-0000-0000-0000-000000000000 " +
                           std::to_string(static_cast<int>(access::Reach::team)));
    authenticator.actor.role = Role::supervisor;
    EXPECT_TRUE(queue().ends_with(std::to_string(static_cast<int>(access::Reach::all))));
}

TEST_F(Mounting, AsksTheAnonymousToSignInAndTellsOthersNo) {
    EXPECT_EQ(queue(), "401");
    authenticator.actor.role = Role::customer;
    EXPECT_EQ(queue(), "403");
    authenticator.actor.role = Role::service;
    EXPECT_EQ(queue(), "403");
}

TEST_F(Mounting, LetsPeopleSignInWithACookieThatIsOver) {
    for (const auto code : {Problem::session_expired, Problem::unauthenticated}) {
        authenticator.problem = Problem{code};
        EXPECT_EQ(sign_in().substr(0, 4), "200 ");
        EXPECT_EQ(queue(), "401");
    }
}

TEST_F(Mounting, RefusesABadBearerEverywhere) {
    request.headers.add("authorization", "Bearer x");
    authenticator.problem = Problem{Problem::unauthenticated};
    EXPECT_EQ(sign_in(), "401");
}

TEST_F(Mounting, LetsNoOtherSiteSignPeopleIn) {
    request.headers.add("sec-fetch-site", "cross-site");
    EXPECT_EQ(sign_in(), "403");
    request.headers = {};
    request.headers.add("host", "shop.example");
    request.headers.add("origin", "http://evil.example");
    EXPECT_EQ(sign_in(), "403");
    request.headers.set("origin", "http://shop.example");
    EXPECT_EQ(sign_in().substr(0, 4), "200 ");
}

TEST_F(Mounting, HandsProblemsOfTheCrossSiteKindOn) {
    authenticator.problem = Problem{Problem::cross_site};
    EXPECT_EQ(sign_in(), "403");
}

} // namespace
} // namespace resuelve::api
