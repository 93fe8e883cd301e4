#include "domain/transfer/incident_records.hpp"
#include "domain/transfer/kinds.hpp"

#include <gtest/gtest.h>

namespace resuelve::transfer {
namespace {

TEST(Record, GivesItsMembersByType) {
    const Record record{{"record", "team"},
                        {"id", written(Uuid{{7}})},
                        {"version", 3},
                        {"removed", false},
                        {"hash", written(std::array<std::uint8_t, 3>{1, 2, 3})},
                        {"until", nullptr}};
    EXPECT_EQ(kind_of(record), "team");
    EXPECT_EQ(id(record, "id"), Uuid{{7}});
    EXPECT_EQ(integer(record, "version"), 3);
    EXPECT_FALSE(boolean(record, "removed"));
    EXPECT_EQ(bytes(record, "hash"), (Bytes{1, 2, 3}));
    EXPECT_TRUE(is_null(record, "until"));
}

TEST(Record, NamesAMemberThatIsMissingOrOfAnotherType) {
    const Record record{{"record", "team"}, {"id", "no id"}, {"hash", "AQ=="}};
    EXPECT_THROW(text(record, "name"), RecordFault);
    EXPECT_THROW(id(record, "id"), RecordFault);
    EXPECT_THROW(bytes(record, "hash"), RecordFault);
    EXPECT_THROW(integer(record, "id"), RecordFault);
    EXPECT_THROW(bytes_of<32>(record, "hash"), RecordFault);
}

TEST(EntryRecord, BringsEveryMemberBack) {
    incidents::Entry entry{.incident = IncidentId{Uuid{{1}}},
                           .number = 4,
                           .kind = incidents::EntryKind::resolution,
                           .visibility = incidents::Visibility::internal,
                           .author_role = access::Role::agent,
                           .author_id = Uuid{{9}},
                           .author_name = "Lucía Ñu",
                           .at = Instant{std::chrono::milliseconds{1'700'000'000'123}},
                           .body = R"({"act":"propose","text":"sí"})",
                           .salt = {1, 2}};
    incidents::seal(entry, {5});
    EXPECT_EQ(entry_in(to_record(entry), entry.incident), entry);
    entry.author_id.reset();
    incidents::erase(entry);
    EXPECT_EQ(entry_in(to_record(entry), entry.incident), entry);
}

TEST(EntryRecord, OfAKindThatIsNotKnownIsRefused) {
    auto record = to_record(incidents::Entry{});
    record["kind"] = "telepathy";
    EXPECT_THROW(entry_in(record, {}), RecordFault);
}

} // namespace
} // namespace resuelve::transfer
