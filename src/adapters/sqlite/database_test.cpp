#include "adapters/sqlite/database.hpp"
#include "platform/async/run.hpp"
#include "platform/http/problem.hpp"
#include "tests/support/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace resuelve::sqlite {
namespace {

constexpr std::array<Migration, 1> one{{{1, "CREATE TABLE numbers(n INTEGER PRIMARY KEY, word TEXT) STRICT;"}}};
constexpr std::array<Migration, 2> two{{one[0], {2, "ALTER TABLE numbers ADD COLUMN note TEXT;"}}};

auto insert(std::int64_t n) {
    return [n](Connection& c) { c.prepare("INSERT INTO numbers(n) VALUES (?1)").bind(1, n).run(); };
}

std::int64_t count(Connection& c) {
    auto s = c.prepare("SELECT count(*) FROM numbers");
    s.step();
    return s.integer(0);
}

TEST(Database, KeepsWhatWasWritten) {
    const testing_support::TemporaryDirectory directory;
    {
        Database database{directory / "a.db", one};
        run(database.write(insert(7)));
        EXPECT_EQ(run(database.read(count)), 1);
        EXPECT_EQ(database.read_now(count), 1);
    }
    Database again{directory / "a.db", one};
    EXPECT_EQ(again.read_now(count), 1);
}

TEST(Database, GivesBackWhatTheWorkReturns) {
    const testing_support::TemporaryDirectory directory;
    Database database{directory / "a.db", one};
    EXPECT_EQ(run(database.write([](Connection&) { return std::string{"seven"}; })), "seven");
}

TEST(Database, TellsOnlyTheCallerWhoseCommandFailed) {
    const testing_support::TemporaryDirectory directory;
    Database database{directory / "a.db", one};
    run(database.write(insert(7)));
    EXPECT_THROW(run(database.write([](Connection& c) {
                     insert(8)(c);
                     insert(7)(c);
                 })),
                 Error);
    run(database.write(insert(9)));
    EXPECT_EQ(database.read_now(count), 2);
}

TEST(Database, CannotBeChangedByAReader) {
    const testing_support::TemporaryDirectory directory;
    Database database{directory / "a.db", one};
    EXPECT_THROW(run(database.read(insert(1))), Error);
    EXPECT_THROW(database.read_now(insert(1)), Error);
}

TEST(Database, InterruptsAReadThatTakesTooLong) {
    const testing_support::TemporaryDirectory directory;
    Database database{directory / "a.db", one, {.readers = {.longest_read = std::chrono::milliseconds{5}}}};
    try {
        run(database.read([](Connection& c) {
            c.prepare("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT max(i) FROM n").run();
        }));
        FAIL() << "it never ends by itself";
    } catch (const Problem& problem) {
        EXPECT_EQ(problem.code(), Problem::overloaded);
    }
    EXPECT_EQ(run(database.read(count)), 0);
}

TEST(Database, MigratesAnOlderStore) {
    const testing_support::TemporaryDirectory directory;
    {
        Database database{directory / "a.db", one};
        run(database.write(insert(7)));
    }
    Database database{directory / "a.db", two};
    EXPECT_EQ(database.read_now([](Connection& c) {
        auto s = c.prepare("SELECT n FROM numbers WHERE note IS NULL");
        return s.step() ? s.integer(0) : -1;
    }),
              7);
}

TEST(Database, RefusesANewerStoreAndTouchesNothing) {
    const testing_support::TemporaryDirectory directory;
    {
        Database database{directory / "a.db", two};
    }
    const auto bytes = [&] {
        std::ifstream file{directory / "a.db", std::ios::binary};
        return std::string{std::istreambuf_iterator<char>{file}, {}};
    };
    const auto before = bytes();
    EXPECT_THROW((Database{directory / "a.db", one}), StoreRefused);
    EXPECT_EQ(bytes(), before);
    EXPECT_FALSE(std::filesystem::exists(directory / "a.db-wal"));
}

TEST(Database, RefusesAFileOfSomethingElse) {
    const testing_support::TemporaryDirectory directory;
    std::ofstream{directory / "a.db"} << std::string(100, 'x');
    EXPECT_THROW((Database{directory / "a.db", one}), StoreRefused);
}

TEST(Database, IsNotOpenedTwice) {
    const testing_support::TemporaryDirectory directory;
    const Database database{directory / "a.db", one};
    EXPECT_THROW((Database{directory / "a.db", one}), StoreRefused);
}

TEST(Database, CallsListenersAfterACommit) {
    const testing_support::TemporaryDirectory directory;
    Database database{directory / "a.db", one};
    std::atomic<int> calls = 0;
    database.on_commit([&] { ++calls; });
    run(database.write(insert(1)));
    EXPECT_EQ(calls, 1);
}

TEST(Database, BacksUpWhatIsCommittedMeanwhile) {
    const testing_support::TemporaryDirectory directory;
    Database database{directory / "a.db", one};
    run(database.write([](Connection& c) {
        for (int i = 0; i < 5000; ++i)
            c.prepare("INSERT INTO numbers VALUES (?1, ?2)").bind_all(i, std::string(1000, 'x')).run();
    }));
    run(database.backup_to(directory / "b.db"));
    Database copy{directory / "b.db", one};
    EXPECT_EQ(copy.read_now(count), 5000);
    EXPECT_THROW(run(database.backup_to(directory / "b.db")), StoreRefused);
}

TEST(Database, LeavesNothingInTheLogAfterTruncating) {
    const testing_support::TemporaryDirectory directory;
    Database database{directory / "a.db", one};
    run(database.write(insert(1)));
    EXPECT_GT(std::filesystem::file_size(directory / "a.db-wal"), 0);
    run(database.truncate_wal());
    EXPECT_EQ(std::filesystem::file_size(directory / "a.db-wal"), 0);
}

} // namespace
} // namespace resuelve::sqlite
