#include "adapters/mongodb/a_database.hpp"
#include "adapters/mongodb/entity.hpp"
#include "adapters/mongodb/outbox.hpp"

#include <gmock/gmock.h>

namespace resuelve::mongodb {
namespace {

using testing::ADatabase;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string create(std::string_view collection) {
    return fmt::format(R"({{"create": "{}"}}, {})", collection, outbox_indexes(collection));
}

std::span<const Migration> migrations() {
    static const auto commands = fmt::format("[{}, {}]", create("people"), create("teams"));
    static const std::array all{Migration{1, commands}};
    return all;
}

struct MongoOutbox : ::testing::Test {
    events::Event event(int minute) {
        return {.id = events::EventId::make(Instant{std::chrono::minutes{minute}}, random),
                .type = "person.changed",
                .source = "/resuelve/test",
                .subject = {},
                .version = minute,
                .time = Instant{std::chrono::minutes{minute}},
                .traceparent = {},
                .data = {{"minute", minute}}};
    }
    Uuid entity(std::string_view collection, std::vector<events::Event> told, bool removed = false) {
        const auto id = Uuid::v7(Instant{}, random);
        made.on_connection([&](Connection& connection) {
            connection.insert(collection, {{"_id", id}, {"removed", removed}, {"outbox", outbox_items(told)}});
        });
        return id;
    }
    std::vector<int> minutes(std::size_t limit = 100) {
        std::vector<int> found;
        waiting = run(outbox.waiting(limit));
        for (const auto& one : waiting)
            found.push_back(static_cast<int>(one.data.at("minute").as_int64()));
        return found;
    }
    void publish(std::size_t count) {
        std::vector<events::EventId> ids;
        for (std::size_t i = 0; i < count; ++i)
            ids.push_back(waiting.at(i).id);
        run(outbox.published(ids));
    }

    SeededRandom random{9};
    ADatabase made{migrations()};
    Outbox outbox{made.database, {"people", "teams"}};
    std::vector<events::Event> waiting;
};

} // namespace

TEST_F(MongoOutbox, GivesTheOldestFirstWhateverTheirCollection) {
    entity("people", {event(5)});
    entity("teams", {event(3)});
    entity("people", {event(1), event(4)});
    EXPECT_THAT(minutes(), ElementsAre(1, 3, 4, 5));
    EXPECT_THAT(minutes(2), ElementsAre(1, 3));
}

TEST_F(MongoOutbox, KeepsTheOrderOfAnEntitysCommitsThoughAClockWentBack) {
    entity("people", {event(6), event(2), event(7)});
    entity("people", {event(4)});
    EXPECT_THAT(minutes(), ElementsAre(4, 6, 2, 7));
}

TEST_F(MongoOutbox, ReadsAlongItsIndexWithoutSorting) {
    entity("people", {event(1)});
    minutes();
    EXPECT_EQ(made.last_plan("people"), "IXSCAN { outbox.at: 1 }");
    EXPECT_EQ(made.last_plan("teams"), "IXSCAN { outbox.at: 1 }");
}

TEST_F(MongoOutbox, ForgetsWhatWasPublishedAndNothingElse) {
    entity("people", {event(1), event(3)});
    entity("teams", {event(2)});
    minutes();
    publish(2);
    EXPECT_THAT(minutes(), ElementsAre(3));
    publish(1);
    EXPECT_THAT(minutes(), IsEmpty());
}

TEST_F(MongoOutbox, KeepsWhatWasCommittedWhileItWasPublishing) {
    const auto id = entity("people", {event(1)});
    minutes();
    made.on_connection([&](Connection& connection) {
        const Document more{{"outbox", Document{{"$each", outbox_items(std::array{event(2)})}}}};
        connection.update_one("people", {{"_id", id}}, Document{{"$push", more}});
    });
    publish(1);
    EXPECT_THAT(minutes(), ElementsAre(2));
}

TEST_F(MongoOutbox, DeletesARemovedEntityWhenItsLastEventIsPublished) {
    const auto id = entity("teams", {event(1), event(2)}, true);
    const auto is_there = [&] {
        bool found = false;
        made.on_connection([&](Connection& connection) {
            found = connection.find_one("teams", {.filter = {{"_id", id}}}).has_value();
        });
        return found;
    };
    minutes();
    publish(1);
    EXPECT_TRUE(is_there());
    minutes();
    publish(1);
    EXPECT_FALSE(is_there());
}

TEST_F(MongoOutbox, SeesWhatAnotherInstanceCommitted) {
    Outbox another{made.database, {"people", "teams"}};
    entity("people", {event(1)});
    EXPECT_EQ(run(another.waiting(10)).size(), 1U);
    EXPECT_THAT(minutes(), ElementsAre(1));
    publish(1);
    EXPECT_THAT(run(another.waiting(10)), IsEmpty());
}

TEST_F(MongoOutbox, WakesWhoListensAfterACommitHere) {
    int woken = 0;
    outbox.on_commit([&] { ++woken; });
    outbox.committed();
    EXPECT_EQ(woken, 1);
}

} // namespace resuelve::mongodb
