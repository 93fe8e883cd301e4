#include "adapters/mongodb/an_incident_database.hpp"
#include "domain/incidents/merge.hpp"
#include "domain/incidents/note.hpp"
#include "platform/http/problem.hpp"
#include "tests/support/an_incident.hpp"

#include <algorithm>
#include <thread>

namespace resuelve::mongodb {
namespace {

using incidents::Change;
using incidents::testing::an_agent;
using incidents::testing::an_incident;
using incidents::testing::must;

constexpr std::size_t at_once = 8;

struct MongodbCommits : ::testing::Test {
    /// What becomes of commits that run at the same time: "stored", "answered before", "stale".
    std::vector<std::string> outcomes(const std::function<std::vector<Change>(std::size_t)>& changes,
                                      const std::optional<http::RecordedAnswer>& answer = {}) {
        std::vector<std::string> outcomes(at_once);
        std::vector<std::vector<Change>> all;
        for (std::size_t i = 0; i < at_once; ++i)
            all.push_back(changes(i));
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < at_once; ++i)
            threads.emplace_back([&, i] { outcomes[i] = outcome(std::move(all[i]), answer); });
        threads.clear();
        return outcomes;
    }

    std::string outcome(std::vector<Change> changes, std::optional<http::RecordedAnswer> answer) {
        try {
            run(database.store.commit(std::move(changes), std::move(answer)));
            return "stored";
        } catch (const http::AlreadyAnswered&) {
            return "answered before";
        } catch (const Problem& problem) {
            return problem.code() == Problem::stale_version ? "stale" : problem.what();
        }
    }

    testing::AnIncidentDatabase database;
    incidents::testing::Acting by;
};

http::RecordedAnswer an_answer() {
    return {.key = "ana:k1", .fingerprint = "f", .status = 201, .body = "{}", .answered_at = {}};
}

} // namespace

TEST_F(MongodbCommits, OfOneKeyAtTheSameTimeStoreOneIncident) {
    const auto all = outcomes(
        [](std::size_t i) { return std::vector{an_incident().numbered(i + 1).changes().front()}; }, an_answer());
    EXPECT_EQ(std::ranges::count(all, "stored"), 1);
    EXPECT_EQ(std::ranges::count(all, "answered before"), 7);
    EXPECT_EQ(run(database.store.list({.scope = {.all = true}})).items.size(), 1u);
}

TEST_F(MongodbCommits, OfOneKeyToOneIncidentChangeItOnce) {
    const auto opened = an_incident().changes().front();
    run(database.store.commit({opened}));
    const auto all = outcomes(
        [&](std::size_t) {
            return std::vector{must(incidents::note(opened.incident, {.body = "Nota"}, by(an_agent())))};
        },
        an_answer());
    EXPECT_EQ(std::ranges::count(all, "stored"), 1);
    EXPECT_EQ(std::ranges::count(all, "answered before"), 7) << "a retry never hears of its own stale version";
}

TEST_F(MongodbCommits, OfOneVersionAreStoredOnce) {
    const auto opened = an_incident().changes().front();
    run(database.store.commit({opened}));
    const auto all = outcomes([&](std::size_t) {
        return std::vector{must(incidents::note(opened.incident, {.body = "Nota"}, by(an_agent())))};
    });
    EXPECT_EQ(std::ranges::count(all, "stored"), 1);
    EXPECT_EQ(std::ranges::count(all, "stale"), 7);
}

TEST_F(MongodbCommits, OfSeveralIncidentsAreStoredWholeOrNotAtAll) {
    const auto one = an_incident().numbered(1).in_progress().changes();
    const auto other = an_incident().numbered(2).in_progress().changes();
    run(database.store.commit(one));
    run(database.store.commit(other));
    const auto all = outcomes([&](std::size_t) {
        return must(incidents::merge(one.back().incident, other.back().incident, by(an_agent())));
    });
    EXPECT_EQ(std::ranges::count(all, "stored"), 1);
    EXPECT_EQ(std::ranges::count(all, "stale"), 7);
    EXPECT_EQ(run(database.store.find(other.back().incident.id))->version, other.back().incident.version + 1);
}

} // namespace resuelve::mongodb
