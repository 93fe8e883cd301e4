#include "domain/incidents/change_incident.hpp"
#include "services/resolution/resolution_test.hpp"

#include <gmock/gmock.h>

namespace resuelve::resolution {
namespace {

struct ChangeMany : ResolutionTest {
    Answered change(access::Actor actor, std::string incidents, std::string change, std::string key = {}) {
        std::vector<std::pair<std::string, std::string>> headers;
        if (!key.empty()) headers.emplace_back("idempotency-key", key);
        return api.post(std::move(actor), "/api/v1/incidents/bulk",
                        fmt::format(R"({{"incidents":[{}],"change":{}}})", incidents, change), std::move(headers));
    }
    static std::string seen(const incidents::Incident& incident, std::int64_t off = 0) {
        return fmt::format(R"({{"id":"{}","version":{}}})", incident.id.to_string(), incident.version + off);
    }
    static std::vector<int> statuses(const Answered& answered) {
        std::vector<int> all;
        const auto list = answered.json();
        for (const auto& item : list.at("items").as_array())
            all.push_back(static_cast<int>(item.at("status").as_int64()));
        return all;
    }

    incidents::Incident one = shop.keep(an_incident().numbered(1).in_team(kitchen).registered());
    incidents::Incident two = shop.keep(an_incident().numbered(2).in_team(kitchen).registered());
    incidents::Incident foreign = shop.keep(an_incident().numbered(3).in_team(garden).registered());
    const std::string urgent = R"({"priority":"urgent"})";
};

TEST_F(ChangeMany, ChangesEachWithItsOwnVersionAndEntry) {
    const auto agent = agent_of(kitchen);
    const auto answered = change(agent, seen(one) + "," + seen(two),
                                 fmt::format(R"({{"assignee_id":"{}","priority":"high"}})", agent.id.to_string()));
    EXPECT_THAT(statuses(answered), testing::ElementsAre(200, 200));
    for (const auto& before : {one, two}) {
        const auto after = shop.stored(before.id);
        EXPECT_EQ(after.assignee_id, agent.employee_id());
        EXPECT_EQ(after.priority, incidents::Priority::high);
        EXPECT_EQ(after.version, before.version + 1);
        EXPECT_GT(shop.entries(before.id).size(), static_cast<std::size_t>(before.history.entries));
    }
    const auto body = answered.json();
    const auto& first = body.at("items").as_array().at(0);
    EXPECT_EQ(first.at("id").as_string(), one.id.to_string());
    EXPECT_EQ(first.at("version").as_int64(), one.version + 1);
    EXPECT_TRUE(first.at("problem").is_null());
}

TEST_F(ChangeMany, SnoozesThem) {
    const auto answered =
        change(agent_of(kitchen), seen(one) + "," + seen(two), R"({"snoozed_until":"2026-11-30T08:00:00Z"})");
    EXPECT_THAT(statuses(answered), testing::ElementsAre(200, 200));
    for (const auto& before : {one, two})
        EXPECT_TRUE(shop.stored(before.id).snooze);
}

TEST_F(ChangeMany, TellsOfEachWhyItWasRefusedAndChangesTheOthers) {
    const auto nowhere = fmt::format(R"({{"id":"{}","version":1}})", uuid(99).to_string());
    const auto answered =
        change(agent_of(kitchen), seen(one) + "," + seen(two, 1) + "," + seen(foreign) + "," + nowhere, urgent);
    EXPECT_EQ(answered.status, 200U);
    EXPECT_THAT(statuses(answered), testing::ElementsAre(200, 412, 404, 404));
    const auto body = answered.json();
    EXPECT_EQ(body.at("items").as_array().at(1).at("problem").at("type").as_string(), "/problems/stale-version");
    EXPECT_EQ(shop.stored(one.id).priority, incidents::Priority::urgent);
    EXPECT_EQ(shop.stored(two.id), two);
    EXPECT_EQ(shop.stored(foreign.id), foreign);
}

TEST_F(ChangeMany, LeavesAloneWhatIsSoAlready) {
    change(agent_of(kitchen), seen(one), urgent);
    const auto after = shop.stored(one.id);
    EXPECT_THAT(statuses(change(agent_of(kitchen), seen(after), urgent)), testing::ElementsAre(200));
    EXPECT_EQ(shop.stored(one.id), after);
}

TEST_F(ChangeMany, AnswersARepeatedRequestTheSameAndChangesNothingMore) {
    const auto list = seen(one) + "," + seen(two, 1);
    const auto first = change(agent_of(kitchen), list, urgent, "key");
    const auto after = shop.stored(one.id);
    const auto again = change(agent_of(kitchen), list, urgent, "key");
    EXPECT_EQ(again.body, first.body);
    EXPECT_EQ(shop.stored(one.id), after);
    EXPECT_EQ(change(agent_of(kitchen), seen(two), urgent, "key").status, 422U);
}

TEST_F(ChangeMany, GoesOnWhereItStoppedWhenTheRequestIsRepeated) {
    const auto list = seen(one) + "," + seen(two);
    const auto key = "key";
    // The first half was done under the same key by a request that got no further.
    const auto whole = fmt::format(R"({{"incidents":[{}],"change":{}}})", list, urgent);
    http::Request sent;
    sent.method = http::Method::post;
    sent.segments = {"api", "v1", "incidents", "bulk"};
    sent.target = "/api/v1/incidents/bulk";
    sent.body = whole;
    sent.headers.add("idempotency-key", key);
    const auto agent = agent_of(kitchen);
    const api::Request request{sent, agent, access::Reach::team};
    const auto part = api::IdempotencyKey::of(request).of_part(one.id.to_string());
    run(api::act_on_meant(
        request, shop.desk,
        {.incident = one.id.to_string(), .version = api::IfMatch::version(one.version), .key = part},
        [](const incidents::Incident& incident, const incidents::Context& context) {
            return incidents::change_incident(incident, {.priority = incidents::Priority::urgent}, context);
        },
        [](const api::Request&, const incidents::Change& change) {
            return api::Answer{.body = fmt::format(R"({{"version":{}}})", change.incident.version)};
        }));
    const auto after = shop.stored(one.id);
    EXPECT_THAT(statuses(change(agent, list, urgent, key)), testing::ElementsAre(200, 200));
    EXPECT_EQ(shop.stored(one.id), after);
    EXPECT_EQ(shop.stored(two.id).priority, incidents::Priority::urgent);
}

TEST_F(ChangeMany, RefusesWhatMakesNoSenseForAny) {
    const auto agent = agent_of(kitchen);
    EXPECT_EQ(change(agent, seen(one), "{}").first_error(), "/change required");
    EXPECT_EQ(change(agent, seen(one) + "," + seen(one), urgent).first_error(), "/incidents/1/id repeated");
    EXPECT_EQ(change(agent, "", urgent).first_error(), "/incidents too_few");
    EXPECT_EQ(change(agent, seen(one), fmt::format(R"({{"team_id":"{}"}})", uuid(99).to_string())).first_error(),
              "/team_id unknown");
    std::string many = seen(one);
    for (int i = 0; i < 100; ++i)
        many += fmt::format(R"(,{{"id":"{}","version":1}})", i);
    EXPECT_EQ(change(agent, many, urgent).first_error(), "/incidents too_many");
    EXPECT_EQ(shop.stored(one.id), one);
}

TEST_F(ChangeMany, IsNotForCustomers) {
    EXPECT_EQ(change(ana(), seen(one), urgent).status, 403U);
}

} // namespace
} // namespace resuelve::resolution
