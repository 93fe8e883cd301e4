#include "adapters/sqlite/incident_store.hpp"
#include "adapters/sqlite/search_index.hpp"
#include "adapters/sqlite/search_words.hpp"
#include "adapters/sqlite/system_calls.hpp"
#include "domain/incidents/reply.hpp"
#include "platform/async/run.hpp"
#include "tests/support/an_incident.hpp"
#include "tests/support/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace resuelve::sqlite {
namespace {

using namespace incidents;

class SearchIndexOfAStore : public ::testing::Test {
protected:
    IncidentStore& store() { return *store_; }
    void close() { store_.reset(); }
    void open() { store_ = std::make_unique<IncidentStore>(file_); }
    void reopen() {
        close();
        open();
    }

    Incident file(testing::AnIncident builder = testing::an_incident()) {
        const auto changes = builder.numbered(++seed_).changes();
        for (const auto& change : changes)
            run(store().commit({change}));
        return changes.back().incident;
    }
    void reply_to(const Incident& incident, std::string text) {
        testing::Acting by;
        run(store().commit({testing::must(reply(incident, {.body = std::move(text)}, by(testing::ana())))}));
    }

    static std::int64_t count(Database& file, std::string_view sql) {
        return file.read_now([sql](Connection& connection) {
            auto row = connection.prepare(sql);
            row.step();
            return row.integer(0);
        });
    }
    std::int64_t marks() { return count(store().database(), "SELECT count(*) FROM unindexed"); }
    std::int64_t documents() { return count(store().search_file(), "SELECT count(*) FROM search_content"); }
    std::size_t found(std::string text) {
        return run(store().list({.scope = {.all = true}, .text = std::move(text), .limit = 100})).items.size();
    }
    void expect_sound_index() {
        EXPECT_NO_THROW(run(store().search_file().write(
            [](Connection& c) { c.execute("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)"); })));
    }

    testing_support::TemporaryDirectory directory_;
    std::filesystem::path file_ = directory_ / "incidents.db";
    std::filesystem::path search_file_ = directory_ / "search.db";
    std::unique_ptr<IncidentStore> store_ = std::make_unique<IncidentStore>(file_);
    std::uint64_t seed_ = 0;
};

TEST_F(SearchIndexOfAStore, WaitsForTheFirstSearch) {
    file();
    EXPECT_EQ(marks(), 1);
    EXPECT_EQ(documents(), 0);
    EXPECT_EQ(found("cafetera"), 1);
    EXPECT_EQ(documents(), 1);
    EXPECT_EQ(found("cafetera"), 1);
}

TEST_F(SearchIndexOfAStore, ForgetsTheMarksOfWhatIsIndexedWithTheNextChange) {
    file();
    file();
    EXPECT_EQ(found("cafetera"), 2);
    file();
    EXPECT_EQ(marks(), 1);
    EXPECT_EQ(found("cafetera"), 3);
}

TEST_F(SearchIndexOfAStore, DoesNotWaitForASearchWhenHundredsWait) {
    for (int i = 0; i < 520; ++i)
        file();
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    while (documents() < 512 && std::chrono::steady_clock::now() < end)
        std::this_thread::yield();
    EXPECT_GE(documents(), 512);
}

TEST_F(SearchIndexOfAStore, FindsWhatAFormerProcessLeftWaiting) {
    const auto mine = file();
    reply_to(mine, "zurriburri");
    ASSERT_EQ(documents(), 0);
    reopen();
    EXPECT_EQ(found("cafetera"), 1);
    EXPECT_EQ(found("zurriburri"), 1);
    run(store().erase_customer(testing::ana().customer_id(), testing::filing_time));
    expect_sound_index();
    EXPECT_EQ(found("zurriburri"), 0);
}

TEST_F(SearchIndexOfAStore, DoesNotIndexAgainWhatAFormerProcessIndexed) {
    file();
    EXPECT_EQ(found("cafetera"), 1);
    ASSERT_EQ(marks(), 1);
    reopen();
    const auto before = count(store().search_file(), "SELECT mark FROM progress");
    file();
    EXPECT_EQ(marks(), 1);
    EXPECT_EQ(found("cafetera"), 2);
    EXPECT_GT(count(store().search_file(), "SELECT mark FROM progress"), before);
    expect_sound_index();
}

TEST_F(SearchIndexOfAStore, TakesTheSameDocumentsTwice) {
    const auto mine = file();
    reply_to(mine, "zurriburri");
    EXPECT_EQ(found("zurriburri"), 1);
    run(store().search_file().write([](Connection& c) { c.execute("UPDATE progress SET mark = 0"); }));
    reopen();
    file();
    EXPECT_EQ(found("zurriburri"), 1);
    EXPECT_EQ(documents(), 3);
    expect_sound_index();
}

TEST_F(SearchIndexOfAStore, IsMadeAnewFromTheStoreWhenItIsLost) {
    const auto mine = file();
    reply_to(mine, "zurriburri");
    EXPECT_EQ(found("zurriburri"), 1);
    close();
    for (const auto* suffix : {"", "-wal", "-shm"})
        std::filesystem::remove(search_file_.string() + suffix);
    open();
    EXPECT_EQ(found("zurriburri"), 1);
    EXPECT_EQ(documents(), 2) << "the filing is the incident's own text";
    EXPECT_EQ(found("cafetera"), 1);
    expect_sound_index();
}

TEST_F(SearchIndexOfAStore, IsMadeAnewWhenItIsAnotherStores) {
    file(testing::an_incident().with_subject("Xilofonazo"));
    EXPECT_EQ(found("xilofonazo"), 1);
    close();
    std::filesystem::remove(file_);
    open();
    EXPECT_EQ(found("xilofonazo"), 0);
    file(testing::an_incident().with_subject("Zarrapastra"));
    EXPECT_EQ(found("xilofonazo"), 0);
    EXPECT_EQ(found("zarrapastra"), 1);
}

TEST_F(SearchIndexOfAStore, IsMadeAnewWhenItCannotBeRead) {
    file();
    EXPECT_EQ(found("cafetera"), 1);
    close();
    std::ofstream{search_file_, std::ios::binary | std::ios::trunc} << "SQLite format 3" << std::string(5000, '\0');
    open();
    EXPECT_EQ(found("cafetera"), 1);
}

TEST_F(SearchIndexOfAStore, OfANewerProgramIsRefused) {
    close();
    {
        Connection index{search_file_, Connection::Mode::write};
        index.execute("PRAGMA user_version = 99");
    }
    EXPECT_THROW(open(), StoreRefused);
}

TEST_F(SearchIndexOfAStore, ForgetsWhatACommandThatFailedHadMarked) {
    SearchIndex index{store().database(), directory_ / "other.db", {}};
    const auto mark = [&](int number, bool fail) {
        run(store().database().write([&index, number, fail](Connection& connection) {
            index.mark(connection, search_rowid(number, 0));
            if (fail) throw std::runtime_error{"no"};
        }));
    };
    mark(1, false);
    EXPECT_ANY_THROW(mark(2, true));
    EXPECT_EQ(marks(), 1);
    run(index.catch_up());
    mark(3, false);
    EXPECT_EQ(marks(), 1) << "the first was indexed";
    run(index.catch_up());
}

TEST_F(SearchIndexOfAStore, IsSearchedAsItIsWhenThereIsNoRoom) {
    file();
    EXPECT_EQ(found("cafetera"), 1);
    file();
    {
        const FailingWrites full{ENOSPC};
        EXPECT_EQ(found("cafetera"), 1);
    }
    EXPECT_EQ(found("cafetera"), 2);
}

} // namespace
} // namespace resuelve::sqlite
