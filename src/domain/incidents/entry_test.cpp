#include "domain/incidents/entry.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace resuelve::incidents {
namespace {

const IncidentId incident{*Uuid::parse("017f22e2-79b0-7cc3-98c4-dc0c0c07398f")};

std::vector<Entry> a_timeline(int length, std::uint64_t seed) {
    SeededRandom random{seed};
    std::vector<Entry> entries;
    Sha256Digest before{};
    for (int number = 1; number <= length; ++number) {
        Entry entry;
        entry.incident = incident;
        entry.number = number;
        entry.kind = static_cast<EntryKind>(random.bytes<1>()[0] % 8);
        entry.author_role = access::Role::customer;
        entry.author_id = Uuid::v7(Instant{}, random);
        entry.author_name = "Ana";
        entry.at = Instant{std::chrono::milliseconds{1'796'000'000'000 + number}};
        entry.body = R"({"text":")" + to_hex(random.bytes<4>()) + "\"}";
        entry.salt = random.bytes<16>();
        seal(entry, before);
        before = entry.hash;
        entries.push_back(entry);
    }
    return entries;
}

TEST(Entry, HasAHeaderThatIsKnownByteByByte) {
    Entry entry;
    entry.incident = incident;
    entry.number = 258;
    entry.kind = EntryKind::resolution;
    entry.visibility = Visibility::internal;
    entry.author_role = access::Role::system;
    entry.at = Instant{std::chrono::milliseconds{-2}};
    EXPECT_EQ(to_hex(canonical_header(entry)), "01"
                                               "017f22e279b07cc398c4dc0c0c07398f"
                                               "00000102"
                                               "06"
                                               "01"
                                               "06"
                                               "00"
                                               "00000000000000000000000000000000"
                                               "fffffffffffffffe");
}

TEST(Chain, VerifiesAsItWasSealed) {
    EXPECT_EQ(verify_chain(incident, a_timeline(20, 1)), std::nullopt);
}

TEST(Chain, VerifiesAfterBodiesAreErased) {
    auto entries = a_timeline(5, 2);
    erase(entries[1]);
    erase(entries[4]);
    EXPECT_EQ(verify_chain(incident, entries), std::nullopt);
}

TEST(Chain, NoticesABodyThatComesBackAfterErasure) {
    auto entries = a_timeline(3, 3);
    erase(entries[1]);
    entries[1].body = "{}";
    EXPECT_EQ(verify_chain(incident, entries), (ChainBreak{2, ChainFault::wrong_digest}));
}

TEST(Chain, NoticesAnotherIncidentsTimeline) {
    EXPECT_EQ(verify_chain(IncidentId{}, a_timeline(1, 1)), (ChainBreak{1, ChainFault::wrong_incident}));
}

TEST(Chain, NoticesAMissingEndByWhatTheIncidentSays) {
    const auto entries = a_timeline(3, 4);
    ChainVerification verification{incident};
    EXPECT_FALSE(verification.add(entries[0]));
    EXPECT_FALSE(verification.add(entries[1]));
    EXPECT_FALSE(verification.end(2, entries[1].hash));
    EXPECT_EQ(verification.end(3, entries[2].hash), (ChainBreak{3, ChainFault::wrong_end}));
    EXPECT_EQ(verification.end(1, entries[0].hash), (ChainBreak{2, ChainFault::wrong_end}));
}

RC_GTEST_PROP(Chain, NoticesAnyChangeOfAnEntryAndNamesIt, (std::uint64_t seed)) {
    auto entries = a_timeline(6, seed);
    const auto at = *rc::gen::inRange<std::size_t>(0, entries.size());
    auto& entry = entries[at];
    switch (*rc::gen::inRange(0, 8)) {
    case 0:
        entry.body[*rc::gen::inRange<std::size_t>(0, entry.body.size())] ^= 1;
        break;
    case 1:
        entry.salt[*rc::gen::inRange<std::size_t>(0, 16)] ^= 1;
        break;
    case 2:
        entry.digest[*rc::gen::inRange<std::size_t>(0, 32)] ^= 1;
        break;
    case 3:
        entry.hash[*rc::gen::inRange<std::size_t>(0, 32)] ^= 1;
        break;
    case 4:
        entry.at += std::chrono::milliseconds{1};
        break;
    case 5:
        entry.author_id.reset();
        break;
    case 6:
        entry.visibility = Visibility::internal;
        break;
    default:
        entry.author_role = access::Role::agent;
        break;
    }
    const auto broken = verify_chain(incident, entries);
    RC_ASSERT(broken.has_value());
    RC_ASSERT(broken->entry == static_cast<int>(at) + 1);
}

RC_GTEST_PROP(Chain, NoticesDeletedInsertedAndExchangedEntries, (std::uint64_t seed)) {
    auto entries = a_timeline(6, seed);
    const auto at = *rc::gen::inRange<std::size_t>(0, entries.size() - 1);
    const auto place = entries.begin() + static_cast<std::ptrdiff_t>(at);
    switch (*rc::gen::inRange(0, 3)) {
    case 0:
        entries.erase(place);
        break;
    case 1:
        entries.insert(place, *place);
        break;
    default:
        std::iter_swap(place, place + 1);
        break;
    }
    RC_ASSERT(verify_chain(incident, entries).has_value());
}

} // namespace
} // namespace resuelve::incidents
