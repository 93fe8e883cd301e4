#include "adapters/sqlite/connection.hpp"
#include "adapters/sqlite/gathering_vfs.hpp"
#include "adapters/sqlite/system_calls.hpp"
#include "tests/support/temporary_directory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::sqlite {
namespace {

/// Counts what SQLite writes while it lives.
class CountedWrites {
public:
    CountedWrites() {
        count_ = 0;
        real_ = reinterpret_cast<Write>(vfs()->xGetSystemCall(vfs(), name));
        vfs()->xSetSystemCall(vfs(), name, reinterpret_cast<sqlite3_syscall_ptr>(&write));
    }
    ~CountedWrites() { vfs()->xSetSystemCall(vfs(), name, reinterpret_cast<sqlite3_syscall_ptr>(real_)); }
    CountedWrites(const CountedWrites&) = delete;
    CountedWrites& operator=(const CountedWrites&) = delete;

    int count() const { return count_; }

private:
    using Write = ssize_t (*)(int, const void*, size_t, off_t);
    static constexpr auto name = "pwrite64";

    static sqlite3_vfs* vfs() { return sqlite3_vfs_find(nullptr); }
    static ssize_t write(int file, const void* bytes, size_t size, off_t at) {
        ++count_;
        return real_(file, bytes, size, at);
    }

    static inline int count_ = 0;
    static inline Write real_ = nullptr;
};

struct AGatheredLog : ::testing::Test {
    AGatheredLog() { writer.execute("CREATE TABLE rows(number INTEGER PRIMARY KEY, text TEXT NOT NULL)"); }

    void add(int first, int last) {
        for (int number = first; number <= last; ++number)
            writer.prepare("INSERT INTO rows VALUES (?1, ?2)").bind_all(number, std::string(1'000, 'x')).run();
    }

    static std::int64_t count(Connection& connection) {
        auto row = connection.prepare("SELECT count(*) FROM rows WHERE length(text) = 1000");
        row.step();
        return row.integer(0);
    }

    testing_support::TemporaryDirectory directory;
    std::filesystem::path file = directory.path() / "rows.db";
    Connection writer{file, Connection::Mode::write};
};

} // namespace

TEST_F(AGatheredLog, IsWrittenByPiecesOfManyPages) {
    const CountedWrites writes;
    writer.execute("BEGIN");
    add(1, 400); // some hundred pages of 4 KiB, 16 to a piece
    EXPECT_EQ(writes.count(), 0);
    writer.execute("COMMIT");
    EXPECT_LT(writes.count(), 20);
    EXPECT_GT(writes.count(), 5);
}

TEST_F(AGatheredLog, IsSeenByOthersAfterTheCommitAndNotBefore) {
    Connection reader{file, Connection::Mode::read};
    writer.execute("BEGIN");
    add(1, 100);
    EXPECT_EQ(count(reader), 0);
    writer.execute("COMMIT");
    EXPECT_EQ(count(reader), 100);
}

TEST_F(AGatheredLog, GivesBackWhatDidNotFitIntoTheCache) {
    writer.execute("PRAGMA cache_size = 10");
    writer.execute("BEGIN");
    add(1, 300);
    EXPECT_EQ(count(writer), 300);
    writer.execute("ROLLBACK");
    EXPECT_EQ(count(writer), 0);
    writer.execute("BEGIN");
    add(1, 200);
    writer.execute("COMMIT");
    EXPECT_EQ(count(writer), 200);
    EXPECT_EQ(sqlite3_wal_checkpoint_v2(writer.raw(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr),
              SQLITE_OK);
    Connection reader{file, Connection::Mode::read};
    EXPECT_EQ(count(reader), 200);
}

TEST_F(AGatheredLog, FailsTheCommitWhoseWritesFailed) {
    writer.execute("BEGIN");
    add(1, 200);
    {
        const FailingWrites full{ENOSPC, 2}; // after a first piece
        EXPECT_THROW(writer.execute("COMMIT"), Error);
    }
    if (writer.in_transaction()) writer.execute("ROLLBACK");
    EXPECT_EQ(count(writer), 0);
    add(1, 5);
    Connection reader{file, Connection::Mode::read};
    EXPECT_EQ(count(reader), 5);
}

} // namespace resuelve::sqlite
