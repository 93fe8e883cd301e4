#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/system_calls.hpp"
#include "platform/async/run.hpp"
#include "platform/http/problem.hpp"
#include "tests/support/temporary_directory.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <latch>

namespace resuelve::sqlite {
namespace {

constexpr std::array<Migration, 1> numbers{{{1, "CREATE TABLE numbers(n INTEGER PRIMARY KEY, word TEXT) STRICT;"}}};

/// Inserts numbers one after the other, then perhaps gives up.
struct Command {
    std::vector<int> inserts;
    bool gives_up = false;
};

struct GivenUp {};

/// What a caller is told: how many rows there were then, or why not.
struct Answer {
    std::int64_t rows = 0;
    std::string failure;
    bool operator==(const Answer&) const = default;
};

std::int64_t count(Connection& c) {
    auto row = c.prepare("SELECT count(*) FROM numbers");
    row.step();
    return row.integer(0);
}

std::vector<std::int64_t> all(Connection& c) {
    std::vector<std::int64_t> found;
    auto rows = c.prepare("SELECT n FROM numbers ORDER BY n");
    while (rows.step())
        found.push_back(rows.integer(0));
    return found;
}

std::int64_t carry_out(Connection& c, const Command& command) {
    for (const int n : command.inserts)
        c.prepare("INSERT INTO numbers(n) VALUES (?1)").bind(1, n).run();
    if (command.gives_up) throw GivenUp{};
    return count(c);
}

awaitable<void> submit(Database& database, Command command, Answer& answer) {
    try {
        answer.rows = co_await database.write([command](Connection& c) { return carry_out(c, command); });
    } catch (const GivenUp&) {
        answer.failure = "gave up";
    } catch (const Error& e) {
        answer.failure = e.is_unique_violation() ? "taken" : e.what();
    } catch (const Problem& problem) {
        answer.failure = Problem::row(problem.code()).name;
    }
}

awaitable<void> hold(Database& database, std::latch& gate) {
    co_await database.write([&gate](Connection&) { gate.wait(); });
}

awaitable<void> open(std::latch& gate) {
    gate.count_down();
    co_return;
}

/// The commands wait behind one that holds the writer until all have come, so that they are one batch.
std::vector<Answer> as_one_batch(Database& database, const std::vector<Command>& commands) {
    std::latch gate{1};
    std::vector<Answer> answers(commands.size());
    boost::asio::io_context context{1};
    boost::asio::co_spawn(context, hold(database, gate), boost::asio::detached);
    for (std::size_t i = 0; i < commands.size(); ++i)
        boost::asio::co_spawn(context, submit(database, commands[i], answers[i]), boost::asio::detached);
    boost::asio::co_spawn(context, open(gate), boost::asio::detached);
    context.run();
    return answers;
}

/// What should come out: each command alone, all of it or nothing.
class Model {
public:
    Answer carry_out(const Command& command) {
        auto after = numbers_;
        for (const int n : command.inserts)
            if (!after.insert(n).second) return {0, "taken"};
        if (command.gives_up) return {0, "gave up"};
        numbers_ = std::move(after);
        return {static_cast<std::int64_t>(numbers_.size()), {}};
    }
    std::vector<std::int64_t> all() const { return {numbers_.begin(), numbers_.end()}; }

private:
    std::set<int> numbers_;
};

RC_GTEST_PROP(Writer, GivesABatchTheAnswersAndTheStateOfItsCommandsOneByOne, ()) {
    const int failing_percent = *rc::gen::inRange(0, 51);
    const auto size = *rc::gen::inRange<std::size_t>(2, 101);
    std::vector<Command> commands(size);
    for (auto& command : commands) {
        command.inserts =
            *rc::gen::container<std::vector<int>>(*rc::gen::inRange<std::size_t>(0, 4), rc::gen::inRange(0, 10'000));
        command.gives_up = *rc::gen::inRange(0, 100) < failing_percent;
    }
    const testing_support::TemporaryDirectory directory;
    Database database{directory / "a.db", numbers};
    Model model;
    std::vector<Answer> expected;
    for (const auto& command : commands)
        expected.push_back(model.carry_out(command));
    RC_ASSERT(as_one_batch(database, commands) == expected);
    RC_ASSERT(database.read_now(all) == model.all());
}

TEST(Writer, AnswersAsOneByOneAlsoInTheBatchesAfterOneThatFailed) {
    const testing_support::TemporaryDirectory directory;
    Database database{directory / "a.db", numbers};
    Model model;
    for (int batch = 0; batch < 24; ++batch) { // through savepoints after the failures, and out of them again
        std::vector<Command> commands(5);
        for (int i = 0; i < 5; ++i)
            commands[static_cast<std::size_t>(i)] = {.inserts = {5 * batch + i}, .gives_up = batch < 2 && i == 3};
        std::vector<Answer> expected;
        for (const auto& command : commands)
            expected.push_back(model.carry_out(command));
        EXPECT_EQ(as_one_batch(database, commands), expected) << "batch " << batch;
    }
    EXPECT_EQ(database.read_now(all), model.all());
}

TEST(Writer, UndoesAFailingCommandThatIsAlone) {
    const testing_support::TemporaryDirectory directory;
    Database database{directory / "a.db", numbers};
    Answer answer;
    run(submit(database, {{1, 2}, true}, answer));
    EXPECT_EQ(answer.failure, "gave up");
    run(submit(database, {{2}}, answer = {}));
    EXPECT_EQ(answer, (Answer{1, {}}));
    EXPECT_EQ(database.read_now(all), std::vector<std::int64_t>{2});
}

std::vector<Command> three_inserts() {
    return {{{1}}, {{2}}, {{3}}};
}

TEST(Writer, CommitsManyCommandsAtOnce) {
    const testing_support::TemporaryDirectory directory;
    Database database{directory / "a.db", numbers};
    std::atomic<int> commits = 0;
    database.on_commit([&] { ++commits; });
    as_one_batch(database, std::vector<Command>(100));
    EXPECT_GE(commits, 1);
    EXPECT_LE(commits, 2) << "one for the command that held the writer, unless it came late, and one for the batch";
}

TEST(Writer, RefusesMoreThanItsQueueHolds) {
    const testing_support::TemporaryDirectory directory;
    Database database{directory / "a.db", numbers, {.writer = {.max_waiting = 2}}};
    std::latch gate{1};
    int refused = 0;
    boost::asio::io_context context{1};
    for (int i = 0; i < 3; ++i)
        boost::asio::co_spawn(context, hold(database, gate), [&](std::exception_ptr error) {
            if (error) ++refused;
            gate.count_down(error ? 1 : 0);
        });
    context.run();
    EXPECT_EQ(refused, 1);
    EXPECT_EQ(database.waiting_writes(), 0);
}

TEST(Writer, AcknowledgesNothingOfABatchWhoseCommitHasNoRoom) {
    const testing_support::TemporaryDirectory directory;
    Database database{directory / "a.db", numbers};
    {
        const FailingWrites full{ENOSPC};
        for (const auto& answer : as_one_batch(database, three_inserts()))
            EXPECT_EQ(answer.failure, "storage-full");
    }
    EXPECT_EQ(database.read_now(count), 0) << "reading goes on";
    EXPECT_TRUE(database.is_healthy());
    for (const auto& answer : as_one_batch(database, three_inserts()))
        EXPECT_EQ(answer.failure, "") << "there is room again";
    EXPECT_EQ(database.read_now(count), 3);
}

TEST(Writer, TakesNoMoreChangesAfterAnIoError) {
    const testing_support::TemporaryDirectory directory;
    {
        Database database{directory / "a.db", numbers};
        run(database.write([](Connection& c) { return carry_out(c, {{7}}); }));
        {
            const FailingWrites broken{EIO};
            for (const auto& answer : as_one_batch(database, three_inserts()))
                EXPECT_EQ(answer.failure, "unavailable");
        }
        EXPECT_FALSE(database.is_healthy());
        Answer answer;
        run(submit(database, {{9}}, answer));
        EXPECT_EQ(answer.failure, "unavailable") << "the disk may be well again, but what it has is not known";
        EXPECT_EQ(run(database.read(count)), 1);
    }
    Database again{directory / "a.db", numbers};
    EXPECT_EQ(again.read_now(all), std::vector<std::int64_t>{7});
}

TEST(Writer, StaysIntactWhicheverWriteFails) {
    for (int k = 1; k <= 40; ++k)
        for (const int error : {EIO, ENOSPC}) {
            const testing_support::TemporaryDirectory directory;
            std::set<std::int64_t> acknowledged;
            {
                Database database{directory / "a.db", numbers, {.writer = {.checkpoint_pages = 3}}};
                const FailingWrites failing{error, k};
                for (int n = 1; n <= 12; ++n) {
                    Answer answer;
                    run(submit(database, {{n}}, answer));
                    if (answer.failure.empty()) acknowledged.insert(n);
                }
            }
            Database again{directory / "a.db", numbers};
            const auto kept = again.read_now(all);
            EXPECT_EQ(std::set<std::int64_t>(kept.begin(), kept.end()), acknowledged)
                << "write " << k << ", error " << error;
        }
}

TEST(Writer, UndoesACommandThatRunsOutOfRoomAndCarriesOutTheOthers) {
    const testing_support::TemporaryDirectory directory;
    Database database{directory / "a.db", numbers};
    run(database.write([](Connection& c) { c.execute("PRAGMA max_page_count = 10"); }));
    try {
        run(database.write([](Connection& c) {
            c.prepare("INSERT INTO numbers VALUES (1, ?1)").bind(1, std::string(100'000, 'x')).run();
        }));
        FAIL() << "it does not fit";
    } catch (const Problem& problem) {
        EXPECT_EQ(problem.code(), Problem::storage_full);
    }
    run(database.write([](Connection& c) { return carry_out(c, {{2}}); }));
    EXPECT_EQ(database.read_now(all), std::vector<std::int64_t>{2});
}

TEST(Writer, KeepsTheLogSmallWhileItWrites) {
    const testing_support::TemporaryDirectory directory;
    Database database{directory / "a.db", numbers, {.writer = {.checkpoint_pages = 50, .restart_pages = 200}}};
    for (int n = 0; n < 500; ++n)
        run(database.write([n](Connection& c) {
            c.prepare("INSERT INTO numbers VALUES (?1, ?2)").bind_all(n, std::string(3000, 'x')).run();
        }));
    EXPECT_LT(std::filesystem::file_size(directory / "a.db-wal"), 60 * 4200);
}

TEST(Writer, EmptiesTheLogWhenItHasNothingToDo) {
    const testing_support::TemporaryDirectory directory;
    Database database{directory / "a.db", numbers, {.writer = {.idle = std::chrono::milliseconds{1}}}};
    run(database.write([](Connection& c) { return carry_out(c, {{1}}); }));
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    while (std::filesystem::file_size(directory / "a.db-wal") > 0 && std::chrono::steady_clock::now() < patience)
        std::this_thread::yield();
    EXPECT_EQ(std::filesystem::file_size(directory / "a.db-wal"), 0);
}

} // namespace
} // namespace resuelve::sqlite
