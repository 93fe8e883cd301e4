#include "domain/incidents/change.hpp"
#include "domain/incidents/events.hpp"
#include "tests/support/an_incident.hpp"

#include <gtest/gtest.h>

#include <set>

namespace resuelve::incidents {
namespace {

using namespace testing;

TEST(EventTable, HasEachTypeOnceAndAMeaning) {
    std::set<std::string_view> seen;
    for (const auto& row : event_table) {
        EXPECT_TRUE(seen.insert(row.type).second) << row.type;
        EXPECT_TRUE(row.type.starts_with("incident.")) << row.type;
        EXPECT_FALSE(row.meaning.empty()) << row.type;
    }
}

TEST(EventTable, HasAnEventForEveryAct) {
    for (const auto& rule : lifecycle) {
        const auto told = rule.act == Act::approve ? Act::propose : rule.act; // what is approved is proposed
        EXPECT_TRUE(std::ranges::any_of(event_table, [&](const auto& row) { return row.act == told; }));
    }
}

TEST(Change, RefusesToTellWhatIsNotInTheTable) {
    Acting by;
    Change change{an_incident().now()};
    EXPECT_THROW(change.tell("incident.exploded", by(an_agent())), std::logic_error);
}

TEST(Change, TellsAboutTheIncidentAsItIsAfterIt) {
    const auto change = an_incident().with_priority(Priority::high).in_progress().changes().back();
    ASSERT_EQ(change.events.size(), 1U);
    const auto& event = change.events[0];
    EXPECT_EQ(event.version, 2);
    EXPECT_EQ(event.data.at("status").as_string(), "in_progress");
    EXPECT_EQ(event.data.at("priority").as_string(), "high");
    EXPECT_EQ(event.data.at("assignee_id").as_string(), an_agent().employee_id().to_string());
    EXPECT_EQ(event.data.at("customer_id").as_string(), ana().customer_id().to_string());
    EXPECT_EQ(event.data.at("reference").as_string(), change.incident.reference.value);
    EXPECT_EQ(event.data.at("entry").as_int64(), change.incident.history.entries);
    EXPECT_TRUE(event.data.at("closed_as").is_null());
}

TEST(Change, KeepsTimesInOrderWhenTheClockJumpsBack) {
    Acting by;
    const auto incident = an_incident().now();
    Change change{incident};
    change.record(EntryKind::note, Visibility::internal, by(an_agent(), -std::chrono::days{400}), {{"act", "note"}});
    EXPECT_EQ(change.entries[0].at, incident.updated_at);
    const auto finished = std::move(change).finish(by(an_agent(), -std::chrono::days{400}));
    EXPECT_EQ(finished.incident.updated_at, incident.updated_at);
}

TEST(Change, NamesNoAuthorForTheSystem) {
    Acting by;
    Change change{an_incident().now()};
    change.record(EntryKind::note, Visibility::internal, by(the_system()), {{"act", "note"}});
    EXPECT_EQ(change.entries[0].author_id, std::nullopt);
}

TEST(Change, StopsTheServiceClockWhileTheIncidentIsClosed) {
    EXPECT_EQ(an_incident().closed().now().paused_at, filing_time);
}

} // namespace
} // namespace resuelve::incidents
