#include "domain/access/audit_record.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <vector>

namespace resuelve::access {
namespace {

using namespace std::chrono_literals;

constexpr AuditHead four_before{4, {1}};

SealedRecord sealed_record() {
    return seal({.at = Instant{1'790'000'000s},
                 .role = Role::admin,
                 .actor = Uuid{{1}},
                 .act = Audited::rights_changed,
                 .subject = Uuid{{2}},
                 .address = "203.0.113.0/24",
                 .trace_id = "trace",
                 .detail = "role agent supervisor"},
                four_before);
}

bool is_sound(const SealedRecord& sealed) {
    return sealed == seal(sealed.record, four_before);
}

TEST(AuditRecord, FollowsTheHead) {
    EXPECT_EQ(sealed_record().number, 5);
    EXPECT_TRUE(is_sound(sealed_record()));
}

TEST(AuditRecord, IsAnotherAfterEveryChange) {
    const std::vector<std::function<void(SealedRecord&)>> changes{
        [](auto& sealed) { sealed.number = 6; },
        [](auto& sealed) { sealed.record.at += 1ms; },
        [](auto& sealed) { sealed.record.role = Role::agent; },
        [](auto& sealed) { sealed.record.actor.reset(); },
        [](auto& sealed) { sealed.record.act = Audited::signed_in; },
        [](auto& sealed) { sealed.record.subject = sealed.record.actor; },
        [](auto& sealed) { sealed.record.address += "5:"; },
        [](auto& sealed) { sealed.record.trace_id.clear(); },
        [](auto& sealed) { sealed.record.detail += " "; },
        [](auto& sealed) { sealed.hash[31] ^= 1; },
    };
    for (std::size_t i = 0; i < changes.size(); ++i) {
        auto sealed = sealed_record();
        changes[i](sealed);
        EXPECT_FALSE(is_sound(sealed)) << i;
    }
}

TEST(AuditRecord, IsAnotherWhenTextMovesBetweenItsFields) {
    auto one = sealed_record().record;
    one.trace_id = "a";
    one.detail = "b";
    auto other = one;
    other.trace_id = "";
    other.detail = "ab";
    EXPECT_NE(seal(one, {}).hash, seal(other, {}).hash);
}

TEST(AuditRecord, DependsOnTheOneBefore) {
    const auto record = sealed_record().record;
    EXPECT_NE(seal(record, {4, {1}}).hash, seal(record, {4, {2}}).hash);
    EXPECT_NE(seal(record, {4, {1}}).hash, seal(record, {3, {1}}).hash);
}

TEST(AuditVerification, NoticesRecordsBeyondTheHead) {
    AuditVerification chain;
    EXPECT_EQ(chain.add(seal(sealed_record().record, {})), std::nullopt);
    EXPECT_EQ(chain.end({}), (AuditBreak{2, AuditFault::wrong_end}));
}

TEST(AuditedActs, SayWhatTheyMeanOnce) {
    for (const auto& one : audited_acts)
        for (const auto& other : audited_acts)
            if (one.act != other.act) EXPECT_NE(one.meaning, other.meaning);
}

} // namespace
} // namespace resuelve::access
