#pragma once

#include "domain/events/outbox.hpp"
#include "domain/notifications/notice_store.hpp"
#include "platform/async/run.hpp"

#include <gtest/gtest.h>

namespace resuelve::notifications {

/// What every NoticeStore has to do. An adapter's test instantiates it with a type that has `NoticeStore& store()` and
/// `events::Outbox& outbox()`.
template <class Adapter>
class NoticeStoreContract : public ::testing::Test {
protected:
    static Instant minute(int n) { return Instant{std::chrono::hours{1} + std::chrono::minutes{n}}; }

    /// What happened in that minute, for an employee.
    MadeNotice a_notice(int at, EmployeeId employee) {
        const auto cause = events::EventId::make(minute(at), random);
        Notice notice{.id = notice_id(cause, employee),
                      .employee = employee,
                      .kind = NoticeKind::assignment,
                      .incident = incident,
                      .reference = "7K3M-9QXR-4T2D",
                      .subject = "La cafetera no calienta",
                      .customer = ana,
                      .made_at = minute(at)};
        events::Event told{.id = events::EventId::make(minute(at), random),
                           .type = "notice.made",
                           .source = "/test",
                           .subject = notice.id.value,
                           .version = 1,
                           .time = minute(at),
                           .data = {{"employee_id", employee.to_string()}}};
        return {std::move(notice), std::move(told)};
    }
    MadeNotice a_notice(int at) { return a_notice(at, eva); }

    void add(MadeNotice made) {
        std::vector<MadeNotice> one;
        one.push_back(std::move(made));
        run(store.add(std::move(one)));
    }
    std::vector<Notice> of(EmployeeId employee) { return run(store.list({.employee = employee})); }

    SeededRandom random{3};
    EmployeeId eva = EmployeeId::make(Instant{}, random);
    EmployeeId leo = EmployeeId::make(Instant{}, random);
    CustomerId ana = CustomerId::make(Instant{}, random);
    IncidentId incident = IncidentId::make(Instant{}, random);
    Adapter adapter;
    NoticeStore& store = adapter.store();
};

TYPED_TEST_SUITE_P(NoticeStoreContract);

TYPED_TEST_P(NoticeStoreContract, GivesANoticeAsItWasAdded) {
    auto made = this->a_notice(1);
    made.notice.kind = NoticeKind::deadline_near;
    made.notice.team = TeamId::make(Instant{}, this->random);
    made.notice.assignee = this->eva;
    made.notice.by = this->leo;
    made.notice.answer_by = this->minute(9);
    this->add(made);
    this->add(this->a_notice(2)); // without any of these
    const auto kept = this->of(this->eva);
    ASSERT_EQ(kept.size(), 2u);
    EXPECT_EQ(kept[1], made.notice);
    EXPECT_FALSE(kept[0].team || kept[0].assignee || kept[0].by || kept[0].answer_by || kept[0].read_at);
}

TYPED_TEST_P(NoticeStoreContract, AddsWithItsEventWhatIsNotThereYet) {
    const auto made = this->a_notice(1);
    this->add(made);
    run(this->store.mark_read(this->eva, made.notice.id, this->minute(2)));
    auto again = made;
    again.told.id = events::EventId::make(this->minute(3), this->random);
    this->add(again);
    ASSERT_EQ(this->of(this->eva).size(), 1u);
    EXPECT_EQ(this->of(this->eva)[0].read_at, this->minute(2));
    const auto waiting = run(this->adapter.outbox().waiting(10));
    ASSERT_EQ(waiting.size(), 1u);
    EXPECT_EQ(waiting[0].id, made.told.id);
    EXPECT_EQ(waiting[0].data, made.told.data);
}

TYPED_TEST_P(NoticeStoreContract, ListsThoseOfOneEmployeeTheNewestFirst) {
    for (const int at : {2, 3, 1})
        this->add(this->a_notice(at));
    this->add(this->a_notice(4, this->leo));
    const auto first = run(this->store.list({.employee = this->eva, .limit = 2}));
    ASSERT_EQ(first.size(), 2u);
    EXPECT_EQ(first[0].made_at, this->minute(3));
    const auto rest = run(this->store.list({.employee = this->eva, .before = first[1].id, .limit = 2}));
    ASSERT_EQ(rest.size(), 1u);
    EXPECT_EQ(rest[0].made_at, this->minute(1));
}

TYPED_TEST_P(NoticeStoreContract, ListsAndCountsThoseThatWereNotRead) {
    const auto first = this->a_notice(1);
    for (const auto& one : {first, this->a_notice(2), this->a_notice(3, this->leo)})
        this->add(one);
    EXPECT_EQ(run(this->store.unread(this->eva)), 2u);
    run(this->store.mark_read(this->eva, first.notice.id, this->minute(5)));
    EXPECT_EQ(run(this->store.unread(this->eva)), 1u);
    const auto unread = run(this->store.list({.employee = this->eva, .unread = true}));
    ASSERT_EQ(unread.size(), 1u);
    EXPECT_EQ(unread[0].made_at, this->minute(2));
    EXPECT_TRUE(run(this->store.list({.employee = this->eva, .unread = true, .before = unread[0].id})).empty());
}

TYPED_TEST_P(NoticeStoreContract, MarksReadOnceAndOnesOwnAlone) {
    const auto made = this->a_notice(1);
    this->add(made);
    EXPECT_FALSE(run(this->store.mark_read(this->leo, made.notice.id, this->minute(2))));
    EXPECT_FALSE(run(this->store.mark_read(this->eva, this->a_notice(1).notice.id, this->minute(2))));
    EXPECT_EQ(run(this->store.unread(this->eva)), 1u);
    EXPECT_TRUE(run(this->store.mark_read(this->eva, made.notice.id, this->minute(3))));
    EXPECT_TRUE(run(this->store.mark_read(this->eva, made.notice.id, this->minute(4))));
    EXPECT_EQ(this->of(this->eva)[0].read_at, this->minute(3));
}

TYPED_TEST_P(NoticeStoreContract, MarksReadUpToOneThatWasSeen) {
    const auto seen = this->a_notice(2);
    for (const auto& one : {this->a_notice(1), seen, this->a_notice(3), this->a_notice(1, this->leo)})
        this->add(one);
    run(this->store.mark_read_up_to(this->eva, seen.notice.id, this->minute(5)));
    EXPECT_EQ(run(this->store.unread(this->eva)), 1u);
    EXPECT_FALSE(this->of(this->eva)[0].read_at);
    EXPECT_EQ(run(this->store.unread(this->leo)), 1u);
}

TYPED_TEST_P(NoticeStoreContract, MarksUnreadAgainWhatWasReadAtAMoment) {
    const auto before = this->a_notice(1);
    const auto newest = this->a_notice(3);
    const auto others = this->a_notice(2, this->leo);
    for (const auto& one : {before, this->a_notice(2), newest, others})
        this->add(one);
    run(this->store.mark_read(this->eva, before.notice.id, this->minute(4)));
    run(this->store.mark_read(this->leo, others.notice.id, this->minute(5)));
    run(this->store.mark_read_up_to(this->eva, newest.notice.id, this->minute(5)));
    run(this->store.mark_unread(this->eva, this->minute(5)));
    EXPECT_EQ(run(this->store.unread(this->eva)), 2u);
    EXPECT_EQ(run(this->store.list({.employee = this->eva, .unread = true})).size(), 2u);
    EXPECT_EQ(this->of(this->eva)[2].read_at, this->minute(4));
    EXPECT_EQ(run(this->store.unread(this->leo)), 0u);
}

TYPED_TEST_P(NoticeStoreContract, ErasesTheWordsOfACustomerToo) {
    this->add(this->a_notice(1));
    auto unlinked = this->a_notice(2);
    unlinked.notice.customer.reset();
    this->add(unlinked);
    auto of_another = this->a_notice(3);
    of_another.notice.customer = CustomerId::make(Instant{}, this->random);
    this->add(of_another);
    run(this->store.link(this->incident, this->ana));
    run(this->store.erase(this->ana));
    const auto kept = this->of(this->eva);
    ASSERT_EQ(kept.size(), 3u);
    EXPECT_EQ(kept[0].subject, "La cafetera no calienta");
    EXPECT_EQ(kept[1].subject, "");
    EXPECT_EQ(kept[2].subject, "");
}

TYPED_TEST_P(NoticeStoreContract, KeepsSoManyOfOneEmployee) {
    this->add(this->a_notice(0, this->leo));
    std::vector<MadeNotice> many;
    const auto most = static_cast<int>(limits::notices_of_one);
    for (int at = 1; at <= most; ++at)
        many.push_back(this->a_notice(at));
    run(this->store.add(std::move(many)));
    EXPECT_EQ(run(this->store.unread(this->eva)), limits::notices_of_one);
    this->add(this->a_notice(most + 1));
    EXPECT_EQ(run(this->store.unread(this->eva)), limits::notices_of_one);
    const auto kept = run(this->store.list({.employee = this->eva, .limit = limits::notices_of_one}));
    EXPECT_EQ(kept.back().made_at, this->minute(2));
    EXPECT_EQ(run(this->store.unread(this->leo)), 1u);
}

TYPED_TEST_P(NoticeStoreContract, ForgetsWhatIsOld) {
    this->add(this->a_notice(1));
    this->add(this->a_notice(2));
    run(this->store.forget(this->minute(2)));
    ASSERT_EQ(this->of(this->eva).size(), 1u);
    EXPECT_EQ(this->of(this->eva)[0].made_at, this->minute(2));
}

REGISTER_TYPED_TEST_SUITE_P(NoticeStoreContract, GivesANoticeAsItWasAdded, AddsWithItsEventWhatIsNotThereYet,
                            ListsThoseOfOneEmployeeTheNewestFirst, ListsAndCountsThoseThatWereNotRead,
                            MarksReadOnceAndOnesOwnAlone, MarksReadUpToOneThatWasSeen,
                            MarksUnreadAgainWhatWasReadAtAMoment, ErasesTheWordsOfACustomerToo,
                            KeepsSoManyOfOneEmployee, ForgetsWhatIsOld);

} // namespace resuelve::notifications
