#include "adapters/mongodb/an_incident_database.hpp"
#include "adapters/mongodb/entry_document.hpp"
#include "adapters/mongodb/incident_document.hpp"
#include "adapters/mongodb/verify.hpp"
#include "tests/support/an_incident.hpp"

#include <gmock/gmock.h>

namespace resuelve::mongodb {
namespace {

using incidents::HistoryFault;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Three sound incidents. The second is tampered with.
struct MongodbHistory : ::testing::Test {
    MongodbHistory() {
        std::vector<incidents::Change> last;
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
            auto changes = incidents::testing::an_incident().numbered(seed).resolution_proposed().changes();
            last.push_back(changes.back());
            changes.pop_back();
            for (const auto& change : changes)
                run(database.store.commit({change}));
        }
        run(database.store.move_entries(10));
        for (const auto& change : last)
            run(database.store.commit({change})); // its entries stay in the tail
        tampered = last[1].incident;
        entries = tampered.history.entries;
        in_tail = static_cast<int>(last[1].entries.size());
    }

    std::vector<HistoryFault> faults() {
        std::vector<HistoryFault> all;
        verified =
            run(verify_history(database.made.database, [&](const HistoryFault& fault) { all.push_back(fault); }));
        EXPECT_EQ(verified.faults, static_cast<std::int64_t>(all.size()));
        return all;
    }

    void tamper(const std::function<void(Connection&)>& with) { database.made.on_connection(with); }
    void set(int entry, std::string_view field, Value value) {
        tamper([&](Connection& connection) {
            const auto done = connection.update_one(entry_collection, {{"_id", numbered_id(tampered.id, entry)}},
                                                    Document{{"$set", Document{{field, value}}}});
            ASSERT_EQ(done.matched, 1);
        });
    }
    HistoryFault fault(int entry, std::string name) const { return {tampered.reference.value, entry, std::move(name)}; }

    testing::AnIncidentDatabase database;
    incidents::Incident tampered;
    incidents::VerifiedHistory verified;
    int entries = 0;
    int in_tail = 0;
};

} // namespace

TEST_F(MongodbHistory, HasNoFaultsWhereverItsEntriesAre) {
    EXPECT_THAT(faults(), IsEmpty());
    EXPECT_EQ(verified.incidents, 3);
    EXPECT_EQ(verified.entries, 3 * entries);
    run(database.store.move_entries(10));
    EXPECT_THAT(faults(), IsEmpty());
    EXPECT_EQ(verified.entries, 3 * entries);
}

TEST_F(MongodbHistory, NamesAChangedBody) {
    set(1, "body", R"({"act":"register"})");
    EXPECT_THAT(faults(), ElementsAre(fault(1, "wrong_digest")));
}

TEST_F(MongodbHistory, NamesAChangedTime) {
    set(2, "at", Instant{});
    EXPECT_THAT(faults(), ElementsAre(fault(2, "wrong_hash")));
}

TEST_F(MongodbHistory, NamesAHashOfAnotherLength) {
    set(2, "hash", std::span<const std::uint8_t>{});
    EXPECT_THAT(faults(), ElementsAre(fault(2, "wrong_hash")));
}

TEST_F(MongodbHistory, NamesADeletedEntry) {
    tamper([&](Connection& connection) {
        connection.delete_one(entry_collection, {{"_id", numbered_id(tampered.id, 2)}});
    });
    EXPECT_THAT(faults(), ElementsAre(fault(2, "wrong_number")));
}

TEST_F(MongodbHistory, NamesATailThatWasCut) {
    tamper([&](Connection& connection) {
        connection.update_one(incident_collection, {{"_id", tampered.id}}, Document{{"$pop", Document{{"tail", 1}}}});
    });
    EXPECT_THAT(faults(), ElementsAre(fault(entries, "wrong_end")));
}

TEST_F(MongodbHistory, NamesAChangedEntryInTheTail) {
    tamper([&](Connection& connection) {
        connection.update_one(incident_collection, {{"_id", tampered.id}},
                              Document{{"$set", Document{{"tail.0.body", "{}"}}}});
    });
    EXPECT_THAT(faults(), ElementsAre(fault(entries - in_tail + 1, "wrong_digest")));
}

TEST_F(MongodbHistory, NamesEntriesWhoseIncidentIsGone) {
    tamper([&](Connection& connection) { connection.delete_one(incident_collection, {{"_id", tampered.id}}); });
    EXPECT_THAT(faults(), ElementsAre(HistoryFault{"id " + tampered.id.to_string(), 1, "without_incident"}));
}

TEST_F(MongodbHistory, NamesEntriesOfTheLastIncidentThatIsGone) {
    tamper([&](Connection& connection) {
        for (const auto& row : connection.find(incident_collection, {.sort = {{"_id", 1}}, .index = "_id_"}))
            connection.delete_one(incident_collection, {{"_id", row["_id"]}});
    });
    EXPECT_EQ(faults().size(), 3u);
}

TEST_F(MongodbHistory, NamesADamagedIncident) {
    tamper([&](Connection& connection) {
        connection.update_one(incident_collection, {{"_id", tampered.id}},
                              Document{{"$set", Document{{"incident.version", 77}}}});
    });
    EXPECT_THAT(faults(), ElementsAre(fault(0, "damaged_incident")));
}

TEST_F(MongodbHistory, NamesAnEntryThatTellsSomethingAgainAfterErasure) {
    run(database.store.erase_customer(incidents::testing::ana().customer_id(), incidents::testing::filing_time));
    EXPECT_THAT(faults(), IsEmpty());
    set(1, "body", "{}");
    EXPECT_THAT(faults(), ElementsAre(fault(1, "wrong_digest")));
}

} // namespace resuelve::mongodb
