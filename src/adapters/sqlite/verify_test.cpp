#include "adapters/sqlite/incident_store.hpp"
#include "adapters/sqlite/verify.hpp"
#include "domain/incidents/reply.hpp"
#include "platform/async/run.hpp"
#include "tests/support/an_incident.hpp"
#include "tests/support/temporary_directory.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::sqlite {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace incidents;

/// A store of three sound incidents. The second is tampered with.
class VerifyHistory : public ::testing::Test {
protected:
    VerifyHistory() {
        IncidentStore store{file_};
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
            const auto changes = incidents::testing::an_incident().numbered(seed).resolution_proposed().changes();
            for (const auto& change : changes)
                run(store.commit({change}));
            const auto& incident = changes.back().incident;
            entries_ = incident.history.entries;
            if (seed == 2) reference_ = incident.reference.value;
        }
    }

    std::vector<HistoryFault> faults() {
        std::vector<HistoryFault> all;
        const auto verified = verify_history(file_, [&](const HistoryFault& fault) { all.push_back(fault); });
        EXPECT_EQ(verified.faults, static_cast<std::int64_t>(all.size()));
        return all;
    }

    /// Changes the file behind the store's back.
    void tamper(const char* sql) {
        Connection raw{file_, Connection::Mode::write};
        raw.execute("PRAGMA foreign_keys = OFF");
        raw.execute(sql);
    }

    testing_support::TemporaryDirectory directory_;
    std::filesystem::path file_ = directory_ / "incidents.db";
    std::string reference_;
    int entries_ = 0;
};

TEST_F(VerifyHistory, FindsNothingInASoundStore) {
    EXPECT_THAT(faults(), IsEmpty());
    const auto verified = verify_history(file_, [](const HistoryFault&) {});
    EXPECT_EQ(verified.incidents, 3);
    EXPECT_EQ(verified.entries, 3 * entries_);
}

TEST_F(VerifyHistory, NamesAChangedBody) {
    tamper("UPDATE entries SET body = replace(body, 'cafetera', 'cafetira') WHERE incident = 2 AND number = 1");
    EXPECT_THAT(faults(), ElementsAre(HistoryFault{reference_, 1, "wrong_digest"}));
}

TEST_F(VerifyHistory, NamesAFlippedByteOfAHash) {
    tamper("UPDATE entries SET hash = CAST(X'00' || substr(hash, 2) AS BLOB) WHERE incident = 2 AND number = 2");
    EXPECT_THAT(faults(), ElementsAre(HistoryFault{reference_, 2, "wrong_hash"}));
}

TEST_F(VerifyHistory, NamesAChangedTimeOrAuthor) {
    tamper("UPDATE entries SET at = at + 1 WHERE incident = 2 AND number = 3");
    EXPECT_THAT(faults(), ElementsAre(HistoryFault{reference_, 3, "wrong_hash"}));
}

TEST_F(VerifyHistory, NamesADeletedEntry) {
    tamper("DELETE FROM entries WHERE incident = 2 AND number = 2");
    EXPECT_THAT(faults(), ElementsAre(HistoryFault{reference_, 2, "wrong_number"}));
}

TEST_F(VerifyHistory, NamesSwappedEntries) {
    tamper("UPDATE entries SET number = -number WHERE incident = 2 AND number IN (2, 3);"
           "UPDATE entries SET number = 5 + number WHERE incident = 2 AND number < 0");
    EXPECT_THAT(faults(), ElementsAre(HistoryFault{reference_, 2, "wrong_hash"}));
}

TEST_F(VerifyHistory, NamesAnInsertedEntry) {
    tamper("INSERT INTO entries SELECT incident, 0, kind, visibility, author_role, author_id, author_name, at, erased, "
           "salt,"
           " digest, hash, body FROM entries WHERE incident = 2 AND number = 1");
    EXPECT_THAT(faults(), ElementsAre(HistoryFault{reference_, 1, "wrong_number"}));
}

TEST_F(VerifyHistory, NamesATruncatedTail) {
    tamper("DELETE FROM entries WHERE incident = 2 AND number = (SELECT max(number) FROM entries WHERE incident = 2)");
    EXPECT_THAT(faults(), ElementsAre(HistoryFault{reference_, entries_, "wrong_end"}));
}

TEST_F(VerifyHistory, NamesEntriesWhoseIncidentIsGone) {
    tamper("DELETE FROM incidents WHERE row = 2");
    EXPECT_THAT(faults(), ElementsAre(HistoryFault{"row 2", 1, "without_incident"}));
}

TEST_F(VerifyHistory, NamesADamagedIncident) {
    tamper("UPDATE incidents SET doc = substr(doc, 1, 20) WHERE row = 2");
    EXPECT_THAT(faults(), ElementsAre(HistoryFault{reference_, 0, "damaged_incident"}));
}

TEST_F(VerifyHistory, NamesAnEntryThatTellsSomethingAgainAfterErasure) {
    {
        IncidentStore store{file_};
        run(store.erase_customer(incidents::testing::ana().customer_id(), incidents::testing::filing_time));
    }
    EXPECT_THAT(faults(), IsEmpty());
    tamper("UPDATE entries SET body = '{}' WHERE incident = 2 AND number = 1");
    EXPECT_THAT(faults(), ElementsAre(HistoryFault{reference_, 1, "wrong_digest"}));
}

TEST_F(VerifyHistory, RefusesAFileThatIsNotThere) {
    EXPECT_THROW(verify_history(directory_ / "nothing.db", [](const HistoryFault&) {}), StoreRefused);
}

} // namespace
} // namespace resuelve::sqlite
