#include "adapters/mongodb/a_database.hpp"
#include "platform/http/problem.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <latch>

namespace resuelve::mongodb {
namespace {

using testing::ADatabase;

constexpr std::array migrations{Migration{1, R"([{"create": "things"}])"}};

/// Connections of these tests are told apart by this name, so that nobody else meets their faults.
Options named_failures(std::size_t connections = 4, std::size_t waiting = 4) {
    return {.uri = testing::test_uri() + "&appname=failures", .connections = connections, .waiting = waiting};
}

/// Has the server fail so many commands as `data` says, until the end of the scope.
class Fault {
public:
    Fault(ADatabase& made, std::string_view point, int times, Document data) : made_{made}, point_{point} {
        made_.on_connection([&](Connection& connection) {
            connection.command({{"configureFailPoint", point_}, {"mode", Document{{"times", times}}}, {"data", data}},
                               "admin");
        });
    }
    ~Fault() {
        made_.on_connection([&](Connection& connection) {
            const auto before = connection.command({{"configureFailPoint", point_}, {"mode", "off"}}, "admin");
            EXPECT_GT(before["count"].integer(), 0) << "the fault never happened";
        });
    }
    Fault(const Fault&) = delete;
    Fault& operator=(const Fault&) = delete;

private:
    ADatabase& made_;
    std::string point_;
};

Document failing(std::string_view command, std::initializer_list<Field> how) {
    Document data{{"failCommands", Array{command}}, {"appName", "failures"}};
    data.append(how);
    return data;
}

struct MongoFailure : ::testing::Test {
    MongoFailure() {
        made.on_connection([](Connection& connection) { connection.insert("things", {{"_id", 1}, {"n", 0}}); });
    }

    static void increment(Connection& connection) {
        connection.update_one("things", {{"_id", 1}}, Document{{"$inc", Document{{"n", 1}}}});
    }
    std::int64_t counted() {
        return run(database.read([](Connection& connection) {
            return (*connection.find_one("things", {.filter = {{"_id", 1}}}))["n"].integer();
        }));
    }
    /// How the work was refused.
    template <class Work>
    Problem::Code refusal_of(awaitable<Work> work) {
        try {
            run(std::move(work));
        } catch (const Problem& problem) {
            EXPECT_TRUE(problem.retry_after());
            return problem.code();
        }
        ADD_FAILURE() << "it was done";
        return Problem::internal;
    }

    ADatabase made{migrations, named_failures()};
    Database& database = made.database;
};

} // namespace

TEST_F(MongoFailure, DoesAWriteOnceWhoseAnswerWasLost) {
    const Fault fault{made, "onPrimaryTransactionalWrite", 1, {}};
    run(database.write(increment));
    EXPECT_EQ(counted(), 1);
}

TEST_F(MongoFailure, DoesAWriteThatAFormerPrimaryRefused) {
    const Fault fault{made, "failCommand", 3, failing("update", {{"errorCode", 10107}})};
    run(database.write(increment));
    EXPECT_EQ(counted(), 1);
}

TEST_F(MongoFailure, DoesAWriteOnceThatAMajorityDidNotConfirmAtFirst) {
    const Document unconfirmed{{"code", 64}, {"errmsg", "waiting for replication timed out"}};
    const Fault fault{made, "failCommand", 1, failing("update", {{"writeConcernError", unconfirmed}})};
    run(database.write(increment));
    EXPECT_EQ(counted(), 1);
}

TEST_F(MongoFailure, RecognisesACommitWhoseAnswerWasLost) {
    const Document shutting_down{
        {"code", 91}, {"errmsg", "shutting down"}, {"errorLabels", Array{"RetryableWriteError"}}};
    const Fault fault{made, "failCommand", 1, failing("commitTransaction", {{"writeConcernError", shutting_down}})};
    int runs = 0;
    run(database.transaction([&runs](Connection& connection) {
        ++runs;
        increment(connection);
    }));
    EXPECT_EQ(counted(), 1);
    EXPECT_EQ(runs, 1) << "what was committed was begun again";
}

TEST_F(MongoFailure, CommitsOnceWhenTheConnectionBreaks) {
    const Fault fault{made, "failCommand", 2, failing("commitTransaction", {{"closeConnection", true}})};
    run(database.transaction(increment));
    EXPECT_EQ(counted(), 1);
}

TEST_F(MongoFailure, BeginsATransactionAgainThatBrokeBeforeItsCommit) {
    const Fault fault{made, "failCommand", 1, failing("update", {{"closeConnection", true}})};
    int runs = 0;
    run(database.transaction([&runs](Connection& connection) {
        ++runs;
        increment(connection);
    }));
    EXPECT_EQ(counted(), 1);
    EXPECT_EQ(runs, 2);
}

TEST_F(MongoFailure, ReadsAgainWhenTheConnectionBreaks) {
    const Fault fault{made, "failCommand", 2, failing("find", {{"closeConnection", true}})};
    EXPECT_EQ(counted(), 0);
}

TEST_F(MongoFailure, SaysUnavailableInTimeWhenAServerIsSilent) {
    const Fault fault{made, "failCommand", 1, failing("update", {{"blockConnection", true}, {"blockTimeMS", 4000}})};
    const auto began = std::chrono::steady_clock::now();
    EXPECT_EQ(refusal_of(database.write(increment)), Problem::unavailable);
    EXPECT_LT(std::chrono::steady_clock::now() - began, limits::deadline);
}

TEST_F(MongoFailure, LeavesATransactionToAServerThatIsSilent) {
    {
        Document both{{"failCommands", Array{"update", "abortTransaction"}}, {"appName", "failures"}};
        both.append({{"blockConnection", true}, {"blockTimeMS", 4000}});
        const Fault fault{made, "failCommand", 3, both};
        const auto began = std::chrono::steady_clock::now();
        EXPECT_EQ(refusal_of(database.transaction(increment)), Problem::unavailable);
        EXPECT_LT(std::chrono::steady_clock::now() - began, limits::deadline) << "it asked to abort, and waited";
    }
    run(database.write([](Connection& connection) { connection.insert("things", {{"_id", 2}, {"n", 0}}); }));
    EXPECT_EQ(counted(), 0);
}

TEST_F(MongoFailure, DecidesNothingByARefusalThatNoMajorityHas) {
    const auto insert_again = [](Connection& connection) { connection.insert("things", {{"_id", 1}, {"n", 7}}); };
    const Document unconfirmed{{"code", 64}, {"errmsg", "waiting for replication timed out"}};
    {
        const Fault always{made, "failCommand", 1000, failing("insert", {{"writeConcernError", unconfirmed}})};
        EXPECT_EQ(refusal_of(database.write(insert_again)), Problem::unavailable);
    }
    const Fault once{made, "failCommand", 1, failing("insert", {{"writeConcernError", unconfirmed}})};
    EXPECT_THROW(run(database.write(insert_again)), Error) << "the duplicate key, once a majority has it";
}

TEST_F(MongoFailure, ConfirmsWhatWasReadOnlyIfAMajorityDoes) {
    EXPECT_EQ(counted(), 0);
    EXPECT_EQ(database.stale_reads(), 0U);
    run(database.confirm_reads());
    const Fault fault{made, "failCommand", 1, failing("find", {{"errorCode", 50}})};
    EXPECT_EQ(refusal_of(database.confirm_reads()), Problem::overloaded);
}

TEST_F(MongoFailure, SaysOverloadedForAStatementThatTakesTooLong) {
    const Fault fault{made, "failCommand", 1, failing("find", {{"errorCode", 50}})};
    EXPECT_EQ(refusal_of(database.read(
                  [](Connection& connection) { connection.find_one("things", {.filter = {{"_id", 1}}}); })),
              Problem::overloaded);
}

TEST_F(MongoFailure, SaysStorageFullWhenTheServersDiskIs) {
    const Fault fault{made, "failCommand", 1, failing("update", {{"errorCode", 14031}})};
    try {
        run(database.write(increment));
        FAIL() << "it was written";
    } catch (const Problem& problem) {
        EXPECT_EQ(problem.code(), Problem::storage_full);
    }
}

TEST(MongoPool, ShedsWhatComesWhenAllThreadsWorkAndTheQueueIsFull) {
    ADatabase made{migrations, named_failures(2, 1)};
    std::latch held{1};
    int done = 0;
    int shed = 0;
    boost::asio::io_context context{1};
    for (int i = 0; i < 5; ++i)
        boost::asio::co_spawn(context, made.database.read([&held](Connection&) { held.wait(); }),
                              [&](const std::exception_ptr& error) {
                                  try {
                                      if (error) std::rethrow_exception(error);
                                      ++done;
                                  } catch (const QueueFull&) {
                                      if (++shed == 2) held.count_down();
                                  }
                              });
    context.run();
    EXPECT_EQ(done, 3) << "two that run and one that waits";
    EXPECT_EQ(shed, 2);
}

TEST(MongoBreaker, LetsNobodyWaitWhileServersAreAwayButOneWhoLooks) {
    using namespace std::chrono_literals;
    const Breaker::Time start{1h};
    Breaker breaker{2s};
    EXPECT_TRUE(breaker.admits(start));
    EXPECT_TRUE(breaker.admits(start));
    breaker.failed(start);
    EXPECT_FALSE(breaker.admits(start + 1999ms));
    EXPECT_TRUE(breaker.admits(start + 2s));
    EXPECT_FALSE(breaker.admits(start + 2s)) << "one looks already";
    EXPECT_TRUE(breaker.admits(start + 4s)) << "the one who looked never came back";
    breaker.succeeded();
    EXPECT_TRUE(breaker.admits(start + 4s));
    EXPECT_TRUE(breaker.admits(start + 4s));
}

} // namespace resuelve::mongodb
