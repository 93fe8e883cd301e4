#include "domain/incidents/note.hpp"
#include "domain/incidents/take.hpp"
#include "services/api/acting.hpp"
#include "services/api/testing.hpp"

namespace resuelve::api {
namespace {

using namespace testing;
using incidents::Change;
using incidents::Context;
using incidents::Incident;

struct ActingTest : ::testing::Test {
    TestShop shop;
    Incident incident = shop.keep(an_incident().registered());
    http::Request http;

    ActingTest() {
        http.method = http::Method::post;
        http.segments = {"incidents", incident.id.to_string(), "take"};
        http.parameters = {incident.id.to_string()};
    }
    Request request() { return {http, an_agent(), access::Reach::all}; }

    /// Somebody else writes a note: the version moves.
    void overtake() {
        const auto now = shop.stored(incident.id);
        auto change = incidents::note(now, {.body = "Mientras tanto"},
                                      {.by = another_agent(),
                                       .now = shop.clock.now(),
                                       .random = shop.random,
                                       .traceparent = {},
                                       .source = "/test"});
        std::vector<Change> changes;
        changes.push_back(std::move(change.value()));
        run(shop.incidents.commit(std::move(changes), std::nullopt));
    }
    /// Takes the incident, overtaken by somebody else the first `times`.
    IncidentAct overtaken(int times) {
        return [this, times](const Incident& now, const Context& context) mutable {
            if (times-- > 0) overtake();
            return incidents::take(now, context);
        };
    }
};

TEST_F(ActingTest, DecidesAnewWhenTheIncidentChangedMeanwhile) {
    const auto asked = request();
    const auto response = run(act_on_incident(asked, shop.desk, overtaken(2)));
    EXPECT_EQ(response.status, 200U);
    EXPECT_EQ(shop.stored(incident.id).assignee_id, an_agent().employee_id());
    EXPECT_EQ(shop.stored(incident.id).version, 4);
}

TEST_F(ActingTest, GivesUpAfterFiveTries) {
    const auto asked = request();
    try {
        run(act_on_incident(asked, shop.desk, overtaken(1'000)));
        FAIL() << "went on for ever";
    } catch (const Problem& problem) {
        EXPECT_EQ(problem.code(), Problem::conflict);
    }
    EXPECT_EQ(shop.stored(incident.id).version, 1 + tries);
}

TEST_F(ActingTest, OnAVersionIsNotTriedAgain) {
    http.headers.add("if-match", etag(incident.version));
    const auto asked = request();
    try {
        run(act_on_version(asked, shop.desk, overtaken(1)));
        FAIL() << "changed another version than was meant";
    } catch (const Problem& problem) {
        EXPECT_EQ(problem.code(), Problem::stale_version);
    }
    EXPECT_EQ(shop.stored(incident.id).assignee_id, std::nullopt);
}

TEST_F(ActingTest, GivesAConcurrentRetryTheAnswerOfTheFirst) {
    http.headers.add("idempotency-key", "once");
    const auto asked = request();
    std::string first;
    const auto response = run(act_on_incident(asked, shop.desk, [&](const Incident& now, const Context& context) {
        // While this one decides, the same request on another connection is through.
        if (first.empty()) {
            first = "running";
            first = std::get<std::string>(run(act_on_incident(asked, shop.desk, incidents::take)).body);
        }
        return incidents::take(now, context);
    }));
    EXPECT_EQ(std::get<std::string>(response.body), first);
    EXPECT_EQ(response.headers.find("idempotent-replayed"), "true");
    EXPECT_EQ(shop.stored(incident.id).version, 2) << "it was done once";
}

TEST_F(ActingTest, GivesNoOldAnswerToWhoLostTheRightToSeeIt) {
    http.headers.add("idempotency-key", "once");
    const auto asked = request();
    run(act_on_incident(asked, shop.desk, incidents::take));
    // The same sender, who may now see own incidents only.
    const Request later{http, an_actor(access::Role::customer, an_agent().id, ""), access::Reach::own};
    try {
        run(act_on_incident(later, shop.desk, incidents::take));
        FAIL() << "told what it may not tell";
    } catch (const Problem& problem) {
        EXPECT_EQ(problem.code(), Problem::not_found);
    }
}

} // namespace
} // namespace resuelve::api
