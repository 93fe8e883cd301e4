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
        ++asked;
        if (problem) throw *problem;
        co_return actor;
    }
    Actor actor;
    std::optional<Problem> problem;
    int asked = 0;
};

/// A store whose newest copy is away, or is not known to be there.
class Store final : public Freshness {
public:
    std::size_t stale_reads() const override { return stale; }
    awaitable<void> confirm() override {
        ++asked;
        if (!is_sure) throw Problem{Problem::unavailable};
        co_return;
    }

    std::size_t stale = 0;
    bool is_sure = true;
    int asked = 0;
};

awaitable<Response> tell_reach(const Request& request) {
    co_return Response::text(200, "text/plain", std::to_string(static_cast<int>(request.reach())));
}

class Mounting : public testing::Test {
protected:
    Mounting() {
        mount(router, authenticator,
              {{http::Method::get, "/queue", Action::read_incidents, http::BodyKind::none, tell_reach},
               {http::Method::post, "/session", Action::use_public_page, http::BodyKind::json, tell_reach},
               {http::Method::post, "/files", Action::work_on_incident, http::BodyKind::upload, tell_reach}});
    }

    /// The status and, of a success, its subject and body.
    std::string answer(http::Method method, std::string segment) {
        request.method = method;
        request.segments = {std::move(segment)};
        request.target = "/" + request.segments[0];
        try {
            const auto& route = router.match(request);
            request.admitted.reset();
            run(route.admission(request));
            const auto response = run(route.handler(request));
            return std::to_string(response.status) + " " + request.log_subject + " " +
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

TEST_F(Mounting, LetsPeopleSignInWithACookieThatOtherServicesGave) {
    authenticator.problem = Problem{Problem::forbidden};
    EXPECT_EQ(sign_in().substr(0, 4), "200 ");
    EXPECT_EQ(queue(), "403");
    authenticator.problem = Problem{Problem::cross_site};
    EXPECT_EQ(sign_in(), "403");
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

TEST_F(Mounting, AuthenticatesOnce) {
    authenticator.actor.role = Role::agent;
    queue();
    EXPECT_EQ(authenticator.asked, 1);
}

TEST_F(Mounting, KnowsForTheLogWhomItRefused) {
    authenticator.actor.role = Role::customer;
    EXPECT_EQ(queue(), "403");
    EXPECT_EQ(request.log_subject, "customer/00000000-0000-0000-0000-000000000000");
}

TEST_F(Mounting, RunsNoHandlerWithoutAdmission) {
    authenticator.actor.role = Role::agent;
    request.segments = {"queue"};
    EXPECT_THROW(run(router.match(request).handler(request)), std::logic_error);
}

TEST_F(Mounting, AdmitsFourUploadsOfAnAccountAtOnce) {
    authenticator.actor.role = Role::agent;
    const auto admitted = [this] {
        auto upload = std::make_unique<http::Request>();
        upload->method = http::Method::post;
        upload->segments = {"files"};
        run(router.match(*upload).admission(*upload));
        return upload;
    };
    std::vector<std::unique_ptr<http::Request>> under_way;
    for (int i = 0; i < 4; ++i)
        under_way.push_back(admitted());
    EXPECT_THROW(admitted(), Problem);
    under_way.pop_back();
    EXPECT_NO_THROW(admitted());
}

TEST_F(Mounting, HandsProblemsOfTheCrossSiteKindOn) {
    authenticator.problem = Problem{Problem::cross_site};
    EXPECT_EQ(sign_in(), "403");
}

class MountingOnAStore : public testing::Test {
protected:
    MountingOnAStore() {
        const Handler find = [this](const Request&) -> awaitable<Response> {
            if (is_old) ++store.stale;
            if (refusal) throw *refusal;
            co_return Response::text(status, "text/plain", "found or not");
        };
        mount(router, authenticator,
              {{http::Method::get, "/thing", Action::use_public_page, http::BodyKind::none, find}}, &store);
        request.segments = {"thing"};
    }

    http::Response answer() {
        const auto& route = router.match(request);
        request.admitted.reset();
        run(route.admission(request));
        return run(route.handler(request));
    }
    unsigned status_of_refusal() {
        try {
            return answer().status;
        } catch (const Problem& problem) {
            return problem.status();
        }
    }

    bool is_old = false;
    unsigned status = 200;
    std::optional<Problem> refusal;
    http::Router router;
    http::Request request;
    Says authenticator;
    Store store;
};

TEST_F(MountingOnAStore, SaysWhatItFoundAndThatItMayBeOld) {
    EXPECT_FALSE(answer().headers.find("stale"));
    is_old = true;
    EXPECT_EQ(answer().headers.find("stale"), "true");
    EXPECT_EQ(store.asked, 0) << "what was found needs no proof";
}

TEST_F(MountingOnAStore, RefusesNothingForWhatAnOldCopyLacks) {
    is_old = true;
    for (const auto code :
         {Problem::not_found, Problem::stale_version, Problem::conflict, Problem::wrong_credentials}) {
        refusal = Problem{code};
        EXPECT_EQ(status_of_refusal(), 503U);
    }
    refusal = Problem{Problem::malformed};
    EXPECT_EQ(status_of_refusal(), 400U) << "that has nothing to do with what is stored";
    refusal.reset();
    status = 404;
    EXPECT_EQ(status_of_refusal(), 503U) << "a refusal in a form of its own";
}

TEST_F(MountingOnAStore, RefusesOnceItIsSureThatItReadTheNewest) {
    refusal = Problem{Problem::not_found};
    EXPECT_EQ(status_of_refusal(), 404U);
    EXPECT_EQ(store.asked, 1);
    store.is_sure = false;
    EXPECT_EQ(status_of_refusal(), 503U);
}

} // namespace
} // namespace resuelve::api
