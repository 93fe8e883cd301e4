#include "adapters/mongodb/an_incident_database.hpp"
#include "adapters/mongodb/timeline_mover.hpp"
#include "tests/support/an_incident.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace resuelve::mongodb {
namespace {

using namespace std::chrono_literals;

/// How many incidents still have a tail.
awaitable<std::int64_t> in_tails(Database& database) {
    co_return co_await database.read([](Connection& connection) {
        return static_cast<std::int64_t>(
            connection
                .find("incidents", {.filter = {{"tail.at", Document{{"$exists", true}}}}, .index = "incidents_tail"})
                .size());
    });
}

awaitable<void> until_moved(Database& database) {
    boost::asio::steady_timer pause{co_await boost::asio::this_coro::executor};
    while (co_await in_tails(database) > 0) {
        pause.expires_after(1ms);
        co_await pause.async_wait(use_awaitable);
    }
}

incidents::Change opening(std::uint64_t number) {
    return incidents::testing::an_incident().numbered(number).changes().front();
}

awaitable<void> watch(testing::AnIncidentDatabase& database, TimelineMover& mover) {
    co_await until_moved(database.made.database);
    co_await database.store.commit({opening(6)});
    co_await until_moved(database.made.database);
    mover.stop();
}

} // namespace

TEST(MongodbTimelineMover, MovesWhatWaitsAndWhatComesInBatches) {
    testing::AnIncidentDatabase database;
    for (std::uint64_t i = 1; i <= 5; ++i)
        run(database.store.commit({opening(i)}));
    boost::asio::io_context context{1};
    // It does not look again by itself while the test lasts: the commit has to wake it.
    TimelineMover mover{
        database.store, database.outbox, context.get_executor(), {.batch = 2, .gather = 1ms, .poll = 1h}};
    mover.start();
    EXPECT_TRUE(mover.is_running());
    boost::asio::co_spawn(context, watch(database, mover), [](std::exception_ptr error) { EXPECT_FALSE(error); });
    context.run();
    EXPECT_FALSE(mover.is_running());
    EXPECT_EQ(run(in_tails(database.made.database)), 0);
    EXPECT_EQ(run(database.store.list({.scope = {.all = true}})).items.size(), 6u);
}

} // namespace resuelve::mongodb
