#include "adapters/sqlite/incident_store.hpp"
#include "domain/incidents/note.hpp"
#include "domain/incidents/reply.hpp"
#include "platform/async/run.hpp"
#include "tests/support/an_incident.hpp"
#include "tests/support/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace resuelve::sqlite {
namespace {

using namespace incidents;

/// Whether the bytes are anywhere in the store's files.
bool is_in_files(const std::filesystem::path& directory, std::string_view word) {
    for (const auto& file : std::filesystem::directory_iterator{directory}) {
        std::ifstream stream{file.path(), std::ios::binary};
        std::string bytes(file.file_size(), '\0');
        stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        if (bytes.contains(word)) return true;
    }
    return false;
}

class Erasure : public ::testing::Test {
protected:
    Incident file(testing::AnIncident builder) {
        const auto changes = builder.numbered(++seed_).changes();
        for (const auto& change : changes)
            run(store().commit({change}));
        return changes.back().incident;
    }
    IncidentStore& store() { return *store_; }

    testing_support::TemporaryDirectory directory_;
    std::filesystem::path file_ = directory_ / "incidents.db";
    /// Never idle: a checkpoint between two looks at the files would hide a word from both.
    std::unique_ptr<IncidentStore> store_ =
        std::make_unique<IncidentStore>(file_, Options{.writer = {.idle = std::chrono::hours{1}}});
    std::uint64_t seed_ = 0;
};

TEST_F(Erasure, LeavesNoWordOfTheCustomerInTheFiles) {
    for (int i = 0; i < 50; ++i)
        file(testing::an_incident().of(CustomerId{testing::uuid(77)}));
    auto mine = file(testing::an_incident().with_subject("Xilofonazo").with_description("Se rompió el quirquincho."));
    testing::Acting by;
    for (const auto* word : {"zurriburri", "zarrapastra", "paparrucha"}) {
        auto change = testing::must(reply(mine, {.body = word}, by(testing::ana())));
        mine = change.incident;
        run(store().commit({change},
                           http::RecordedAnswer{.key = word, .fingerprint = "f", .status = 201, .body = word}));
    }
    auto note_of_it = testing::must(note(mine, {.body = "Llamó por el cachivache"}, by(testing::an_agent())));
    run(store().commit({note_of_it}));
    for (int i = 0; i < 50; ++i)
        file(testing::an_incident().of(CustomerId{testing::uuid(77)}));

    const std::array words{"ilofonazo", "quirquinch", "zurriburri", "zarrapastra", "paparrucha", "cachivache"};
    run(store().outbox().published([&] {
        std::vector<events::EventId> ids;
        for (const auto& event : run(store().outbox().waiting(1000)))
            ids.push_back(event.id);
        return ids;
    }()));
    EXPECT_EQ(run(store().list({.scope = {.all = true}, .text = "quirquincho"})).items.size(), 1);
    for (const auto* word : words)
        ASSERT_TRUE(is_in_files(directory_.path(), word)) << word;
    run(store().erase_customer(testing::ana().customer_id(), testing::filing_time));
    for (const auto* word : words)
        EXPECT_FALSE(is_in_files(directory_.path(), word)) << word;
    EXPECT_EQ(run(store().list({.scope = {.all = true}, .text = "cafetera", .limit = 100})).items.size(), 100)
        << "the others are still found";
}

TEST_F(Erasure, ThatWasInterruptedIsFinishedWhenTheStoreIsOpened) {
    file(testing::an_incident().with_subject("Xilofonazo"));
    run(store().database().write([](Connection& c) { c.execute("INSERT INTO unfinished_erasures VALUES (1)"); }));
    store_.reset();
    store_ = std::make_unique<IncidentStore>(file_);
    EXPECT_FALSE(store().database().read_now(
        [](Connection& c) { return c.prepare("SELECT 1 FROM unfinished_erasures").step(); }));
}

TEST_F(Erasure, KeepsTheSearchIndexSound) {
    const auto mine = file(testing::an_incident().resolution_proposed());
    file(testing::an_incident().of(CustomerId{testing::uuid(77)}).resolution_proposed());
    run(store().erase_customer(*mine.customer_id, testing::filing_time));
    EXPECT_NO_THROW(run(store().search_file().write(
        [](Connection& c) { c.execute("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)"); })));
}

} // namespace
} // namespace resuelve::sqlite
