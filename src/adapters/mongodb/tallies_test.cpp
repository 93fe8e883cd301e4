#include "adapters/mongodb/an_incident_database.hpp"
#include "domain/incidents/accept_resolution.hpp"
#include "tests/support/an_incident.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

namespace resuelve::mongodb {
namespace {

using incidents::testing::an_incident;

const auto reported_at = incidents::testing::filing_time;

struct MongodbTallies : ::testing::Test {
    incidents::Overview figures() { return run(database.store.overview({.now = reported_at})); }
    void open_some(std::uint64_t first = 1) {
        for (std::uint64_t i = first; i < first + 3; ++i)
            run(database.store.commit(
                an_incident().numbered(i).with_product("Cafetera").resolution_proposed().changes()));
    }
    /// As the mover does in the background.
    void count() {
        run(database.store.move_entries(10));
        run(database.store.count_moved());
    }
    void update(std::string_view collection, const Document& update) {
        run(database.made.database.write([&](Connection& connection) {
            connection.update_many(collection, {{"_id", Document{{"$exists", true}}}}, update);
        }));
    }

    testing::AnIncidentDatabase database;
};

} // namespace

TEST_F(MongodbTallies, ThatWereSpoiltAreMadeAnew) {
    open_some();
    count();
    const auto right = figures();
    update("tallies", {{"$inc", Document{{"count", 7}}}});
    EXPECT_NE(figures(), right) << "reports read them";
    const auto found = run(database.store.recount());
    EXPECT_EQ(found.incidents, 3);
    EXPECT_EQ(found.wrong, 8U) << "status, channel, category, product, priority, assignee and two answers, of one day";
    EXPECT_EQ(figures(), right);
    EXPECT_EQ(run(database.store.recount()).wrong, 0U);
}

TEST_F(MongodbTallies, AreNotReadBeforeTheyAreComplete) {
    open_some();
    count();
    const auto right = figures();
    update("tallies", {{"$inc", Document{{"count", 7}}}});
    update("tally_state", {{"$set", Document{{"complete", false}}}});
    EXPECT_EQ(figures(), right) << "counted one by one";
}

TEST_F(MongodbTallies, ThatAnEarlierProgramCountedOtherwiseAreMadeAnewByMigrating) {
    open_some();
    count();
    const auto right = figures();
    update("tallies", {{"$inc", Document{{"count", 7}}}});
    update("tally_state", {{"$inc", Document{{"facts", -1}}}});
    EXPECT_EQ(figures(), right) << "counted one by one";
    run(complete_tallies(database.made.database));
    EXPECT_EQ(run(database.store.recount()).wrong, 0U);
    EXPECT_EQ(figures(), right);
}

TEST_F(MongodbTallies, OfARecountThatStoppedHalfWayAreCompleted) {
    open_some();
    const auto right = figures();
    // As it is when the process dies after the new generation began. Nobody counts in it but who completes it.
    update("tally_state", {{"$inc", Document{{"generation", 1}}}, {"$set", Document{{"complete", false}}}});
    count();
    open_some(7);
    count();
    EXPECT_EQ(figures().total, 6);
    run(complete_tallies(database.made.database));
    EXPECT_EQ(figures().total, 6);
    EXPECT_EQ(run(database.store.recount()).wrong, 0U);
    EXPECT_EQ(figures().by_product.at("Cafetera").at(""), right.total + 3);
}

TEST_F(MongodbTallies, CountAnIncidentOnceHoweverOftenItIsMarked) {
    open_some();
    count();
    const auto right = figures();
    update("incidents", {{"$set", Document{{"uncounted", true}}}});
    EXPECT_EQ(figures(), right);
    count();
    EXPECT_EQ(figures(), right);
    EXPECT_EQ(run(database.store.recount()).wrong, 0U);
}

TEST_F(MongodbTallies, AreReadWithWhatIsNotCountedYetWithoutWaitingForIt) {
    open_some();
    count();
    run(database.store.commit({an_incident().numbered(1).with_product("Cafetera").closed().changes().back()}));
    open_some(7);
    const auto uncounted = [this] {
        return run(database.made.database.read([](Connection& connection) {
            return connection.count("incidents", {{"tail.at", Document{{"$exists", true}}}});
        }));
    };
    ASSERT_EQ(uncounted(), 4);
    const auto read = figures();
    EXPECT_EQ(read.total, 6);
    EXPECT_EQ(read.by_status.at(incidents::Status::closed), 1);
    EXPECT_EQ(uncounted(), 4) << "a report writes nothing";
    run(database.store.move_entries(10));
    EXPECT_EQ(figures(), read) << "moved, but not counted";
    count();
    EXPECT_EQ(figures(), read) << "counted";
}

TEST_F(MongodbTallies, FollowWhatChangesWhileSeveralCount) {
    open_some();
    run(database.store.move_entries(10));
    // Two counts at once, as in two processes: one of them meets the other's conflict and begins again.
    boost::asio::io_context context{1};
    for (int i = 0; i < 2; ++i)
        boost::asio::co_spawn(context, count_marked(database.made.database),
                              [](std::exception_ptr error) { EXPECT_FALSE(error); });
    context.run();
    EXPECT_EQ(run(database.store.recount()).wrong, 0U);
}

} // namespace resuelve::mongodb
