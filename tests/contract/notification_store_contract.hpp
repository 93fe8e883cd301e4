#pragma once

#include "domain/events/outbox.hpp"
#include "domain/notifications/notification_store.hpp"
#include "domain/notifications/templates.hpp"
#include "platform/async/run.hpp"

#include <gtest/gtest.h>

namespace resuelve::notifications {

/// What every NotificationStore has to do. An adapter's test instantiates it with a type that has
/// `NotificationStore& store()` and `events::Outbox& outbox()`.
template <class Adapter>
class NotificationStoreContract : public ::testing::Test {
protected:
    static Instant minute(int n) { return Instant{std::chrono::minutes{n}}; }

    Notification a_mail(int at, const std::string& email = "ana@example.org", Template what = Template::receipt) {
        return {.id = NotificationId::make(minute(at), random),
                .cause = events::EventId::make(minute(at), random),
                .what = what,
                .recipient = ana.id,
                .name = "Ana",
                .email = *Email::parse(email),
                .verified = true,
                .language = "es",
                .incident = IncidentId{Uuid::v7(minute(at), random)},
                .subject = "Asunto",
                .text = "Texto",
                .created_at = minute(at),
                .not_before = minute(at),
                .traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"};
    }

    SeededRandom random{3};
    Person ana{.id = Uuid::v7(Instant{}, random),
               .version = 1,
               .name = "Ana",
               .email = "Ana@example.org",
               .language = "ca",
               .verified = true};
    Adapter adapter;
    NotificationStore& store = adapter.store();
};

TYPED_TEST_SUITE_P(NotificationStoreContract);

TYPED_TEST_P(NotificationStoreContract, KeepsTheNewestOfAPerson) {
    run(this->store.keep(this->ana));
    auto newer = this->ana;
    newer.version = 3;
    newer.name = "Ana María";
    run(this->store.keep(newer));
    auto late = this->ana;
    late.version = 2;
    late.name = "Anna";
    run(this->store.keep(late));
    const auto kept = run(this->store.find_person(this->ana.id));
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->name, "Ana María");
    EXPECT_EQ(kept->email, "Ana@example.org");
    EXPECT_EQ(kept->language, "ca");
    EXPECT_TRUE(kept->verified);
    EXPECT_FALSE(run(this->store.find_person(Uuid::v7(Instant{}, this->random))));
}

TYPED_TEST_P(NotificationStoreContract, KnowsVerifiedAddressesHoweverTheyAreSpelled) {
    EXPECT_FALSE(run(this->store.is_verified(*Email::parse("ana@example.org"))));
    run(this->store.keep(this->ana));
    EXPECT_TRUE(run(this->store.is_verified(*Email::parse("ANA@example.org"))));
    this->ana.version = 2;
    this->ana.active = false;
    run(this->store.keep(this->ana));
    EXPECT_FALSE(run(this->store.is_verified(*Email::parse("ana@example.org"))));
}

TYPED_TEST_P(NotificationStoreContract, FindsSupervisorsWhoWorkHere) {
    run(this->store.keep(this->ana));
    auto boss = this->ana;
    boss.id = Uuid::v7(Instant{}, this->random);
    boss.supervises = true;
    run(this->store.keep(boss));
    ASSERT_EQ(run(this->store.supervisors()).size(), 1u);
    EXPECT_EQ(run(this->store.supervisors())[0].id, boss.id);
    boss.version = 2;
    boss.active = false;
    run(this->store.keep(boss));
    EXPECT_TRUE(run(this->store.supervisors()).empty());
}

TYPED_TEST_P(NotificationStoreContract, FindsEmployeesByAddressOrThePartBeforeTheAt) {
    const auto keep = [this](std::string email, Audience kind, bool works = true) {
        auto person = this->ana;
        person.id = Uuid::v7(Instant{}, this->random);
        person.kind = kind;
        person.email = std::move(email);
        person.active = works;
        run(this->store.keep(person));
        return person.id;
    };
    const auto eva = keep("Eva.Ruiz@tienda.example", Audience::employee);
    keep("eva.ruiz@example.org", Audience::customer);
    keep("eva.ruiz.leal@tienda.example", Audience::employee);
    keep("eva.ruiz@otra.example", Audience::employee, false);
    for (const std::string address : {"eva.ruiz@tienda.example", "eva.ruiz"}) {
        const auto found = run(this->store.employees_at(address));
        ASSERT_EQ(found.size(), 1u) << address;
        EXPECT_EQ(found[0].id, eva);
    }
    EXPECT_TRUE(run(this->store.employees_at("eva")).empty());
}

TYPED_TEST_P(NotificationStoreContract, QueuesOncePerCauseAddressAndTemplate) {
    const auto mail = this->a_mail(1);
    auto same = mail;
    same.id = NotificationId::make(this->minute(2), this->random);
    auto to_another = same;
    to_another.id = NotificationId::make(this->minute(3), this->random);
    to_another.email = *Email::parse("eva@example.org");
    run(this->store.queue({mail}));
    run(this->store.queue({same, to_another}));
    EXPECT_EQ(run(this->store.due(this->minute(9), 10)).size(), 2u);
}

TYPED_TEST_P(NotificationStoreContract, GivesWhatIsDueAsItWasQueued) {
    const auto first = this->a_mail(1);
    run(this->store.queue({this->a_mail(5), first, this->a_mail(3)}));
    EXPECT_EQ(run(this->store.next_due()), this->minute(1));
    const auto due = run(this->store.due(this->minute(3), 10));
    ASSERT_EQ(due.size(), 2u);
    EXPECT_EQ(due[0].id, first.id);
    EXPECT_EQ(due[0].cause, first.cause);
    EXPECT_EQ(due[0].recipient, first.recipient);
    EXPECT_EQ(due[0].email.text(), "ana@example.org");
    EXPECT_EQ(due[0].incident, first.incident);
    EXPECT_EQ(due[0].text, "Texto");
    EXPECT_EQ(due[0].traceparent, first.traceparent);
    EXPECT_TRUE(due[0].verified);
    EXPECT_EQ(run(this->store.due(this->minute(9), 1)).size(), 1u);
}

TYPED_TEST_P(NotificationStoreContract, GivesLinksThatSomebodyWaitsForBeforeAllOthers) {
    std::vector<Notification> queued;
    int waited_for = 0;
    for (int minute = 1; const auto& row : templates()) {
        waited_for += is_waited_for(row.what) ? 1 : 0;
        queued.push_back(this->a_mail(minute++, "ana@example.org", row.what));
    }
    run(this->store.queue(queued));
    const auto due = run(this->store.due(this->minute(30), 100));
    ASSERT_EQ(due.size(), queued.size());
    for (std::size_t i = 0; i < due.size(); ++i) {
        EXPECT_EQ(is_waited_for(due[i].what), static_cast<int>(i) < waited_for);
        if (i > 0 && is_waited_for(due[i].what) == is_waited_for(due[i - 1].what))
            EXPECT_LT(due[i - 1].not_before, due[i].not_before);
    }
    EXPECT_TRUE(is_waited_for(run(this->store.due(this->minute(30), 1)).at(0).what));
    EXPECT_EQ(run(this->store.due(this->minute(30), queued.size() - 1)).size(), queued.size() - 1);
}

TYPED_TEST_P(NotificationStoreContract, RecordsTheOutcomeTogetherWithItsEvent) {
    auto mail = this->a_mail(1);
    run(this->store.queue({mail}));
    mail.state = State::sent;
    mail.attempts = 2;
    mail.text.clear();
    mail.finished_at = this->minute(4);
    events::Event event{.id = events::EventId::make(this->minute(4), this->random),
                        .type = "notification.sent",
                        .source = "/test",
                        .subject = mail.id.value,
                        .version = 1,
                        .time = this->minute(4)};
    run(this->store.record(mail, {event}));
    EXPECT_FALSE(run(this->store.next_due()));
    const auto listed = run(this->store.list({}));
    ASSERT_EQ(listed.size(), 1u);
    EXPECT_EQ(listed[0].state, State::sent);
    EXPECT_EQ(listed[0].attempts, 2);
    EXPECT_EQ(listed[0].text, "");
    EXPECT_EQ(listed[0].finished_at, this->minute(4));
    const auto waiting = run(this->adapter.outbox().waiting(10));
    ASSERT_EQ(waiting.size(), 1u);
    EXPECT_EQ(waiting[0].id, event.id);
}

TYPED_TEST_P(NotificationStoreContract, CountsWhatWasQueuedLately) {
    auto stranger = this->a_mail(50, "eva@example.org");
    stranger.verified = false;
    run(this->store.queue({this->a_mail(1), this->a_mail(40), this->a_mail(41, "ANA@example.org"),
                           this->a_mail(42, "ana@example.org", Template::reset_password),
                           this->a_mail(43, "ana@example.org", Template::answer), stranger}));
    const auto recent = run(this->store.recent(*Email::parse("ana@example.org"), Template::receipt, this->minute(20)));
    EXPECT_EQ(recent.automatic_to_address, 3);
    EXPECT_EQ(recent.of_template_to_address, 2);
    EXPECT_EQ(recent.unverified_in_all, 1);
}

TYPED_TEST_P(NotificationStoreContract, ListsTheNewestFirstByPagesAndFilters) {
    const auto old = this->a_mail(1);
    auto middle = this->a_mail(2, "ana@example.org", Template::answer);
    const auto newest = this->a_mail(3);
    run(this->store.queue({old, middle, newest}));
    const auto page = run(this->store.list({.limit = 2}));
    ASSERT_EQ(page.size(), 2u);
    EXPECT_EQ(page[0].id, newest.id);
    EXPECT_EQ(page[1].id, middle.id);
    const auto rest = run(this->store.list({.before = middle.id, .limit = 2}));
    ASSERT_EQ(rest.size(), 1u);
    EXPECT_EQ(rest[0].id, old.id);
    EXPECT_EQ(run(this->store.list({.what = Template::answer})).size(), 1u);
    EXPECT_EQ(run(this->store.list({.incident = old.incident})).size(), 1u);
    EXPECT_EQ(run(this->store.list({.state = State::failed})).size(), 0u);
}

TYPED_TEST_P(NotificationStoreContract, BlanksWhatWentToAPersonWhoIsErased) {
    auto sent = this->a_mail(1);
    const auto waiting = this->a_mail(2);
    run(this->store.queue({sent, waiting}));
    sent.state = State::sent;
    run(this->store.record(sent, {}));
    run(this->store.erase(this->ana.id));
    const auto left = run(this->store.list({}));
    ASSERT_EQ(left.size(), 1u) << "what waits is not sent any more";
    EXPECT_EQ(left[0].id, sent.id);
    EXPECT_EQ(left[0].email.text(), "");
    EXPECT_EQ(left[0].name + left[0].subject + left[0].text, "");
    run(this->store.record(waiting, {{.id = events::EventId::make(this->minute(4), this->random), .type = "x"}}));
    EXPECT_TRUE(run(this->adapter.outbox().waiting(10)).empty());
}

REGISTER_TYPED_TEST_SUITE_P(NotificationStoreContract, KeepsTheNewestOfAPerson,
                            KnowsVerifiedAddressesHoweverTheyAreSpelled, FindsSupervisorsWhoWorkHere,
                            FindsEmployeesByAddressOrThePartBeforeTheAt, QueuesOncePerCauseAddressAndTemplate,
                            GivesWhatIsDueAsItWasQueued, GivesLinksThatSomebodyWaitsForBeforeAllOthers,
                            RecordsTheOutcomeTogetherWithItsEvent, CountsWhatWasQueuedLately,
                            ListsTheNewestFirstByPagesAndFilters, BlanksWhatWentToAPersonWhoIsErased);

} // namespace resuelve::notifications
