#pragma once

#include "domain/access/audit_log.hpp"
#include "platform/async/run.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::access {

/// What every AuditLog has to do. An adapter's test instantiates it with a type that has `AuditLog& log()`.
template <class Adapter>
class AuditLogContract : public testing::Test {
protected:
    /// One that differs from the others in its moment.
    AuditRecord a_record(Audited act = Audited::signed_in, Uuid actor = Uuid{{7}}) {
        now += std::chrono::seconds{1};
        return {.at = now,
                .role = Role::supervisor,
                .actor = actor,
                .act = act,
                .subject = Uuid{{9}},
                .address = "203.0.113.0/24",
                .trace_id = "0af7651916cd43dd8448eb211c80319c",
                .detail = "role agent \"supervisor\"\n"};
    }
    AuditRecord appended(AuditRecord record) {
        run(log.append({record}));
        return record;
    }
    std::vector<std::int64_t> numbers(AuditQuery query) {
        std::vector<std::int64_t> numbers;
        for (const auto& sealed : run(log.list(query)))
            numbers.push_back(sealed.number);
        return numbers;
    }

    Adapter adapter;
    AuditLog& log = adapter.log();
    Instant now{std::chrono::milliseconds{1'700'000'000'123}};
};

TYPED_TEST_SUITE_P(AuditLogContract);

TYPED_TEST_P(AuditLogContract, IsEmptyAtFirst) {
    EXPECT_THAT(run(this->log.list({})), testing::IsEmpty());
    EXPECT_EQ(run(this->log.head()), AuditHead{});
    EXPECT_EQ(run(verify(this->log)).records, 0);
}

TYPED_TEST_P(AuditLogContract, GivesBackWhatWasAppended) {
    const auto first = this->appended(this->a_record());
    AuditRecord unknown{.at = this->now, .role = Role::anonymous, .act = Audited::sign_in_failed};
    this->appended(unknown);

    const auto records = run(this->log.after(0, 10));

    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0].record, first);
    EXPECT_EQ(records[1].record, unknown);
}

TYPED_TEST_P(AuditLogContract, ChainsTheRecordsInTheirOrder) {
    run(this->log.append({this->a_record(), this->a_record()}));
    this->appended(this->a_record());

    const auto records = run(this->log.after(0, 10));

    ASSERT_EQ(records.size(), 3U);
    AuditHead head{};
    for (const auto& sealed : records) {
        EXPECT_EQ(sealed, seal(sealed.record, head));
        head = {sealed.number, sealed.hash};
    }
    EXPECT_EQ(run(this->log.head()), head);
    const auto verified = run(verify(this->log));
    EXPECT_EQ(verified.records, 3);
    EXPECT_EQ(verified.fault, std::nullopt);
}

TYPED_TEST_P(AuditLogContract, AppendsNothingForNoRecords) {
    run(this->log.append({}));
    EXPECT_EQ(run(this->log.head()), AuditHead{});
}

TYPED_TEST_P(AuditLogContract, ListsTheNewestFirstPageByPage) {
    for (int i = 0; i < 5; ++i)
        this->appended(this->a_record());

    EXPECT_THAT(this->numbers({.limit = 2}), testing::ElementsAre(5, 4));
    EXPECT_THAT(this->numbers({.before = 4, .limit = 2}), testing::ElementsAre(3, 2));
    EXPECT_THAT(this->numbers({.before = 2, .limit = 2}), testing::ElementsAre(1));
}

TYPED_TEST_P(AuditLogContract, GivesWhatComesAfterANumberOldestFirst) {
    for (int i = 0; i < 5; ++i)
        this->appended(this->a_record());

    const auto records = run(this->log.after(2, 2));

    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(records[0].number, 3);
    EXPECT_EQ(records[1].number, 4);
}

TYPED_TEST_P(AuditLogContract, FiltersByWhoAndWhatAndWhom) {
    const Uuid other{{8}};
    this->appended(this->a_record(Audited::signed_in));
    this->appended(this->a_record(Audited::rights_changed));
    this->appended(this->a_record(Audited::rights_changed, other));
    auto of_nobody = this->a_record(Audited::sign_in_failed);
    of_nobody.actor.reset();
    of_nobody.subject = other;
    this->appended(of_nobody);

    EXPECT_THAT(this->numbers({.actor = other}), testing::ElementsAre(3));
    EXPECT_THAT(this->numbers({.subject = other}), testing::ElementsAre(4));
    EXPECT_THAT(this->numbers({.act = Audited::rights_changed}), testing::ElementsAre(3, 2));
    EXPECT_THAT(this->numbers({.actor = Uuid{{7}}, .act = Audited::rights_changed}), testing::ElementsAre(2));
}

TYPED_TEST_P(AuditLogContract, FiltersByTheMoment) {
    this->appended(this->a_record());
    const auto second = this->appended(this->a_record());
    const auto third = this->appended(this->a_record());

    EXPECT_THAT(this->numbers({.from = second.at}), testing::ElementsAre(3, 2));
    EXPECT_THAT(this->numbers({.until = third.at}), testing::ElementsAre(2, 1));
    EXPECT_THAT(this->numbers({.from = second.at, .until = third.at}), testing::ElementsAre(2));
}

REGISTER_TYPED_TEST_SUITE_P(AuditLogContract, IsEmptyAtFirst, GivesBackWhatWasAppended, ChainsTheRecordsInTheirOrder,
                            AppendsNothingForNoRecords, ListsTheNewestFirstPageByPage,
                            GivesWhatComesAfterANumberOldestFirst, FiltersByWhoAndWhatAndWhom, FiltersByTheMoment);

} // namespace resuelve::access
