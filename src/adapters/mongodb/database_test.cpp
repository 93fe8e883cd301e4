#include "adapters/mongodb/a_database.hpp"
#include "platform/http/problem.hpp"

#include <gmock/gmock.h>

namespace resuelve::mongodb {
namespace {

using testing::ADatabase;
using ::testing::HasSubstr;

constexpr std::array migrations{Migration{1, R"json([
    {"create": "things", "validator": {"$jsonSchema": {"required": ["name"], "properties": {"name": {"bsonType": "string"}}}}},
    {"createIndexes": "things", "indexes": [{"key": {"name": 1}, "name": "things_by_name", "unique": true}]}
])json"}};

struct MongoDatabase : ::testing::Test {
    std::int64_t count() {
        return run(database.read(
            [](Connection& connection) { return connection.count("things", {{"name", Document{{"$gt", ""}}}}); }));
    }

    ADatabase made{migrations};
    Database& database = made.database;
};

std::string refusal_of(Options options) {
    try {
        const Database database{std::move(options)};
    } catch (const StoreRefused& refused) {
        return refused.what();
    }
    return "it was taken";
}

} // namespace

TEST_F(MongoDatabase, KeepsWhatIsWrittenAndGivesItBack) {
    const auto written = run(database.write([](Connection& connection) {
        connection.insert("things", {{"_id", 1}, {"name", "cafetera"}});
        return connection.update_one("things", {{"_id", 1}}, Document{{"$set", Document{{"name", "tetera"}}}});
    }));
    EXPECT_EQ(written.matched, 1);
    EXPECT_EQ(written.modified, 1);
    const auto found = run(
        database.read([](Connection& connection) { return connection.find_one("things", {.filter = {{"_id", 1}}}); }));
    ASSERT_TRUE(found);
    EXPECT_EQ((*found)["name"].text(), "tetera");
}

TEST_F(MongoDatabase, NamesTheIndexOfADuplicateKey) {
    run(database.write([](Connection& connection) {
        connection.insert("things", {{"_id", 1}, {"name", "cafetera"}});
        try {
            connection.insert("things", {{"_id", 2}, {"name", "cafetera"}});
            ADD_FAILURE() << "it was inserted";
        } catch (const Error& error) {
            EXPECT_TRUE(error.is_duplicate_key()) << error.what();
            EXPECT_EQ(error.duplicate_index(), "things_by_name");
        }
    }));
    EXPECT_EQ(count(), 1);
}

TEST_F(MongoDatabase, RefusesWhatTheValidatorDoesNotKnow) {
    EXPECT_THROW(
        run(database.write([](Connection& connection) { connection.insert("things", {{"_id", 1}, {"name", 7}}); })),
        Error);
}

TEST_F(MongoDatabase, StoresATransactionWholeOrNotAtAll) {
    run(database.transaction([](Connection& connection) {
        connection.insert("things", {{"_id", 1}, {"name", "a"}});
        connection.insert("things", {{"_id", 2}, {"name", "b"}});
    }));
    EXPECT_EQ(count(), 2);
    EXPECT_THROW(run(database.transaction([](Connection& connection) {
                     connection.insert("things", {{"_id", 3}, {"name", "c"}});
                     throw Problem{Problem::conflict};
                 })),
                 Problem);
    EXPECT_EQ(count(), 2);
}

TEST_F(MongoDatabase, BeginsATransactionAgainWhenAnotherWasFirst) {
    made.on_connection(
        [](Connection& connection) { connection.insert("things", {{"_id", 1}, {"name", "a"}, {"n", 0}}); });
    const auto increment = [](Connection& connection) {
        connection.update_one("things", {{"_id", 1}}, Document{{"$inc", Document{{"n", 1}}}});
    };
    int runs = 0;
    run(database.transaction([&](Connection& connection) {
        ++runs;
        const auto read = connection.find_one("things", {.filter = {{"_id", 1}}});
        if (runs == 1) run(database.write(increment));
        connection.update_one("things", {{"_id", 1}}, Document{{"$set", Document{{"n", (*read)["n"].integer() + 1}}}});
    }));
    EXPECT_EQ(runs, 2);
    made.on_connection([](Connection& connection) {
        EXPECT_EQ((*connection.find_one("things", {.filter = {{"_id", 1}}}))["n"].integer(), 2);
    });
}

TEST_F(MongoDatabase, IsReadyWhileAPrimaryAnswers) {
    EXPECT_TRUE(run(database.is_ready()));
}

TEST_F(MongoDatabase, AsksForJournalledMajorities) {
    made.on_connection([](Connection& connection) {
        connection.insert("things", {{"_id", 1}, {"name", "a"}});
        const auto row = connection.find_one("system.profile", {.filter = {{"op", "insert"}}});
        ASSERT_TRUE(row);
        const auto concern = (*row)["command"].document()["writeConcern"].document();
        EXPECT_EQ(concern["w"].text(), "majority");
        EXPECT_TRUE(concern["j"].boolean());
        EXPECT_EQ(concern["wtimeout"].integer(), limits::majority.count());
        EXPECT_GT((*row)["command"].document()["txnNumber"].integer(), 0);
        connection.find("things", {.filter = {{"_id", 1}}});
        const auto read =
            connection.find_one("system.profile", {.filter = {{"op", "query"}}, .sort = {{"$natural", -1}}});
        EXPECT_EQ((*read)["command"].document()["readConcern"].document()["level"].text(), "majority");
    });
}

TEST(MongoOptions, ThatCannotBeReadAreRefusedWithoutThePassword) {
    const auto message = refusal_of({.uri = "mongodb://ana:geheim@[/?x", .database = "test"});
    EXPECT_THAT(message, HasSubstr("The MongoDB address cannot be read"));
    EXPECT_THAT(message, ::testing::Not(HasSubstr("geheim")));
    EXPECT_THAT(refusal_of({.uri = "localhost:27017", .database = "test"}), HasSubstr("It should look like"));
}

TEST(MongoOptions, ThatLeadNowhereAreRefusedInTime) {
    const auto began = std::chrono::steady_clock::now();
    const auto message = refusal_of({.uri = "mongodb://127.0.0.1:1/?replicaSet=rs0", .database = "test"});
    EXPECT_THAT(message, HasSubstr("No primary of a MongoDB replica set answers at 127.0.0.1:1 within 2 s"));
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{4});
}

TEST(MongoOptions, WithAWrongPasswordAreRefused) {
    auto uri = testing::test_uri();
    const auto at = uri.find('@');
    ASSERT_NE(at, std::string::npos) << "the test servers ask for a password";
    uri.insert(at, "x");
    const auto message = refusal_of({.uri = uri, .database = "test"});
    EXPECT_THAT(message, HasSubstr("refuses the user or the password"));
}

TEST(MongoMigrations, AreAskedForWhenTheyAreMissing) {
    ADatabase empty{std::span<const Migration>{}};
    try {
        empty.database.require_migrated(migrations);
        FAIL() << "an empty database was taken";
    } catch (const StoreRefused& refused) {
        EXPECT_THAT(refused.what(), HasSubstr("has version 0 and has to have 1. Run `resuelve admin migrate` first."));
    }
    empty.database.migrate(migrations);
    empty.database.require_migrated(migrations);
    empty.database.migrate(migrations);
}

TEST(MongoMigrations, MayBeRepeatedAfterTheyWereStoppedHalfWay) {
    ADatabase made{migrations};
    made.on_connection([](Connection& connection) {
        connection.command({{"dropIndexes", "things"}, {"index", "things_by_name"}});
        connection.delete_one("schema", {{"_id", "schema"}});
    });
    made.database.migrate(migrations);
    made.database.require_migrated(migrations);
}

TEST(MongoMigrations, NameAnIndexThatSomebodyDroppedAndCreateItAgain) {
    ADatabase made{migrations};
    made.on_connection(
        [](Connection& connection) { connection.command({{"dropIndexes", "things"}, {"index", "things_by_name"}}); });
    try {
        made.database.require_migrated(migrations);
        FAIL() << "it was taken without its index";
    } catch (const StoreRefused& refused) {
        EXPECT_THAT(refused.what(), HasSubstr("lacks the indexes things.things_by_name"));
    }
    made.database.migrate(migrations);
    made.database.require_migrated(migrations);
}

TEST(MongoMigrations, OfANewerProgramAreRefused) {
    ADatabase made{migrations};
    try {
        made.database.migrate({});
        FAIL() << "it was taken";
    } catch (const StoreRefused& refused) {
        EXPECT_THAT(refused.what(), HasSubstr("which a newer resuelve wrote"));
    }
}

} // namespace resuelve::mongodb
