#pragma once

#include "domain/access/email.hpp"
#include "domain/events/outbox.hpp"
#include "domain/incidents/answer.hpp"
#include "domain/incidents/attach.hpp"
#include "domain/incidents/change_incident.hpp"
#include "domain/incidents/due_acts.hpp"
#include "domain/incidents/escalate.hpp"
#include "domain/incidents/incident_store.hpp"
#include "domain/incidents/link_customer.hpp"
#include "domain/incidents/merge.hpp"
#include "domain/incidents/note.hpp"
#include "domain/incidents/overview.hpp"
#include "domain/incidents/rate.hpp"
#include "domain/incidents/reply.hpp"
#include "platform/async/run.hpp"
#include "platform/http/problem.hpp"
#include "tests/support/an_incident.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

namespace resuelve::incidents {

/// What every IncidentStore has to do. An adapter's test instantiates it with a type that has `IncidentStore& store()`
/// and `events::Outbox& outbox()`.
template <class Adapter>
class IncidentStoreContract : public ::testing::Test {
protected:
    /// Stores what made the incident and gives it as it is now.
    Incident stored(testing::AnIncident builder) {
        const auto changes = builder.numbered(++seed_).changes();
        for (const auto& change : changes)
            commit(change);
        return changes.back().incident;
    }
    /// The same, but for a customer other than Ana.
    Incident stored_of(CustomerId customer, testing::AnIncident builder = {}) { return stored(builder.of(customer)); }

    void commit(Change change, std::optional<http::RecordedAnswer> answer = {}) {
        std::vector<Change> changes;
        changes.push_back(std::move(change));
        run(store.commit(std::move(changes), std::move(answer)));
    }

    /// Commits what an act gives, and gives the incident after it.
    Incident commit(std::expected<Change, Refusal> result) {
        auto change = testing::must(std::move(result));
        auto incident = change.incident;
        commit(std::move(change));
        return incident;
    }

    std::optional<Problem::Code> refusal_of(std::vector<Change> changes) {
        try {
            run(store.commit(std::move(changes)));
        } catch (const Problem& problem) {
            return problem.code();
        }
        return std::nullopt;
    }

    std::set<IncidentId> ids(const std::vector<Incident>& incidents) {
        std::set<IncidentId> all;
        for (const auto& incident : incidents)
            all.insert(incident.id);
        return all;
    }
    std::set<IncidentId> listed(IncidentQuery query) {
        if (!query.scope.customer && !query.scope.agent) query.scope.all = true;
        query.limit = 100;
        return ids(run(store.list(std::move(query))).items);
    }
    std::set<IncidentId> found(std::string text, Scope scope = {.all = true}) {
        return listed({.scope = std::move(scope), .text = std::move(text)});
    }

    /// All pages of a list, one after the other.
    std::vector<Incident> paged(IncidentQuery query) {
        std::vector<Incident> all;
        for (;;) {
            auto page = run(store.list(query));
            EXPECT_LE(page.items.size(), query.limit);
            for (auto& incident : page.items)
                all.push_back(std::move(incident));
            if (!page.next_cursor) return all;
            query.cursor = *page.next_cursor;
        }
    }

    std::vector<Entry> entries(IncidentId incident) { return run(store.timeline(incident, 0, 1000, true)); }

    Attachment an_upload(const Incident& incident, std::string_view bytes, access::Actor uploader = testing::ana()) {
        Attachment attachment;
        attachment.id = AttachmentId::make(testing::filing_time, random_);
        attachment.incident = incident.id;
        attachment.name = "foto de Ana.jpg";
        attachment.content_type = "image/jpeg";
        attachment.size = static_cast<std::int64_t>(bytes.size());
        attachment.sha256 = sha256(bytes);
        attachment.uploaded_by_role = uploader.role;
        attachment.uploaded_by = uploader.id;
        attachment.uploaded_at = testing::filing_time;
        return attachment;
    }

    static http::RecordedAnswer an_answer(std::string key) {
        return {.key = std::move(key),
                .fingerprint = "f00d",
                .status = 201,
                .location = "/api/v1/my/incidents/1",
                .etag = "\"1\"",
                .body = "{\"id\":\"ñ\"}",
                .answered_at = testing::filing_time};
    }

    static CustomerId another_customer() { return CustomerId{testing::uuid(77)}; }

    Adapter adapter;
    IncidentStore& store = adapter.store();
    events::Outbox& outbox = adapter.outbox();
    testing::Acting by;

private:
    std::uint64_t seed_ = 100;
    SeededRandom random_{3};
};

TYPED_TEST_SUITE_P(IncidentStoreContract);

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::hours;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

// Finding and committing

TYPED_TEST_P(IncidentStoreContract, GivesBackAnIncidentByIdAndByReference) {
    const auto incident = this->stored(testing::an_incident().with_points(3).closed());
    EXPECT_EQ(run(this->store.find(incident.id)), incident);
    EXPECT_EQ(run(this->store.find(incident.reference)), incident);
}

TYPED_TEST_P(IncidentStoreContract, HasNothingForAnUnknownIdOrReference) {
    this->stored(testing::an_incident());
    EXPECT_EQ(run(this->store.find(IncidentId{testing::uuid(9)})), std::nullopt);
    EXPECT_EQ(run(this->store.find(Reference{"0000-0000-0012"})), std::nullopt);
}

TYPED_TEST_P(IncidentStoreContract, RefusesAChangeOfAVersionThatIsNoLongerTheLast) {
    const auto incident = this->stored(testing::an_incident().in_progress());
    this->commit(note(incident, {.body = "Primero"}, this->by(testing::an_agent())));
    EXPECT_EQ(this->refusal_of({testing::must(note(incident, {.body = "Tarde"}, this->by(testing::an_agent())))}),
              Problem::stale_version);
    EXPECT_EQ(run(this->store.find(incident.id))->version, incident.version + 1);
    EXPECT_THAT(this->entries(incident.id), SizeIs(incident.history.entries + 1));
}

TYPED_TEST_P(IncidentStoreContract, RefusesAnotherFirstVersionOfTheSameIncident) {
    const auto changes = testing::an_incident().changes();
    this->commit(changes.front());
    EXPECT_EQ(this->refusal_of({changes.front()}), Problem::stale_version);
    EXPECT_THAT(this->entries(changes.front().incident.id), SizeIs(2));
}

TYPED_TEST_P(IncidentStoreContract, RefusesAReferenceThatIsTaken) {
    const auto incident = this->stored(testing::an_incident());
    auto change = testing::an_incident().numbered(5).changes().front();
    change.incident.reference = incident.reference;
    EXPECT_EQ(this->refusal_of({change}), Problem::stale_version);
    EXPECT_EQ(run(this->store.find(change.incident.id)), std::nullopt);
}

TYPED_TEST_P(IncidentStoreContract, StoresSeveralChangesAsOne) {
    const auto one = this->stored(testing::an_incident().in_progress());
    const auto other = this->stored(testing::an_incident().in_progress());
    run(this->store.commit(testing::must(merge(one, other, this->by(testing::an_agent())))));
    EXPECT_EQ(run(this->store.find(one.id))->closed_as, ClosedAs::merged);
    EXPECT_EQ(run(this->store.find(other.id))->version, other.version + 1);
}

TYPED_TEST_P(IncidentStoreContract, StoresNothingOfSeveralChangesIfOneIsStale) {
    const auto one = this->stored(testing::an_incident().in_progress());
    const auto other = this->stored(testing::an_incident().in_progress());
    this->commit(note(other, {.body = "Entretanto"}, this->by(testing::an_agent())));
    const auto waiting = run(this->outbox.waiting(1000)).size();
    EXPECT_EQ(this->refusal_of(testing::must(merge(one, other, this->by(testing::an_agent())))),
              Problem::stale_version);
    EXPECT_EQ(run(this->store.find(one.id)), one);
    EXPECT_THAT(this->entries(one.id), SizeIs(one.history.entries));
    EXPECT_THAT(run(this->outbox.waiting(1000)), SizeIs(waiting));
}

TYPED_TEST_P(IncidentStoreContract, StoresChangesThatBuildOnEachOther) {
    const auto changes = testing::an_incident().closed().changes();
    run(this->store.commit(changes));
    EXPECT_EQ(run(this->store.find(changes.back().incident.id)), changes.back().incident);
}

TYPED_TEST_P(IncidentStoreContract, PutsTheEventsIntoTheOutboxInTheirOrder) {
    int woken = 0;
    this->outbox.on_commit([&woken] { ++woken; });
    const auto changes = testing::an_incident().in_progress().changes();
    run(this->store.commit(changes));
    const auto waiting = run(this->outbox.waiting(10));
    ASSERT_THAT(waiting, SizeIs(2));
    EXPECT_EQ(waiting[0].type, "incident.registered");
    EXPECT_EQ(waiting[1].type, "incident.taken");
    EXPECT_EQ(waiting[1].id, changes[1].events[0].id);
    EXPECT_EQ(waiting[1].subject, changes[1].incident.id.value);
    EXPECT_EQ(waiting[1].version, 2);
    EXPECT_EQ(waiting[1].data, changes[1].events[0].data);
    EXPECT_GE(woken, 1);
    EXPECT_THAT(run(this->outbox.waiting(1)), SizeIs(1));
    run(this->outbox.published({waiting[0].id}));
    EXPECT_EQ(run(this->outbox.waiting(10)).front().id, waiting[1].id);
}

// Idempotency

TYPED_TEST_P(IncidentStoreContract, RecordsAnAnswerWithTheChange) {
    EXPECT_FALSE(run(this->store.recorded_answer("ana:k1")));
    this->commit(testing::an_incident().changes().front(), this->an_answer("ana:k1"));
    const auto answer = run(this->store.recorded_answer("ana:k1"));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->fingerprint, "f00d");
    EXPECT_EQ(answer->status, 201U);
    EXPECT_EQ(answer->location, "/api/v1/my/incidents/1");
    EXPECT_EQ(answer->etag, "\"1\"");
    EXPECT_EQ(answer->body, "{\"id\":\"ñ\"}");
    EXPECT_EQ(answer->answered_at, testing::filing_time);
    EXPECT_FALSE(run(this->store.recorded_answer("ana:k2")));
}

TYPED_TEST_P(IncidentStoreContract, StoresNothingForAKeyThatWasUsedMeanwhile) {
    this->commit(testing::an_incident().changes().front(), this->an_answer("ana:k1"));
    const auto again = testing::an_incident().numbered(7).changes().front();
    EXPECT_THROW(this->commit(again, this->an_answer("ana:k1")), http::AlreadyAnswered);
    EXPECT_EQ(run(this->store.find(again.incident.id)), std::nullopt);
    EXPECT_THAT(run(this->outbox.waiting(10)), SizeIs(1));
}

TYPED_TEST_P(IncidentStoreContract, TellsOfTheUsedKeyBeforeTheStaleVersion) {
    const auto incident = this->stored(testing::an_incident());
    const auto change = testing::must(reply(incident, {.body = "¿Hay noticias?"}, this->by(testing::ana())));
    this->commit(change, this->an_answer("ana:k1"));
    EXPECT_THROW(this->commit(change, this->an_answer("ana:k1")), http::AlreadyAnswered);
}

TYPED_TEST_P(IncidentStoreContract, RecordsNoAnswerForAChangeThatIsRefused) {
    const auto changes = testing::an_incident().changes();
    this->commit(changes.front());
    EXPECT_THROW(this->commit(changes.front(), this->an_answer("ana:k1")), Problem);
    EXPECT_FALSE(run(this->store.recorded_answer("ana:k1")));
}

TYPED_TEST_P(IncidentStoreContract, ForgetsOldAnswersAlone) {
    this->commit(testing::an_incident().changes().front(), this->an_answer("old"));
    auto younger = this->an_answer("young");
    younger.answered_at += 1h;
    this->commit(testing::an_incident().numbered(7).changes().front(), younger);
    run(this->store.forget_answers(testing::filing_time + 1h));
    EXPECT_FALSE(run(this->store.recorded_answer("old")));
    EXPECT_TRUE(run(this->store.recorded_answer("young")));
}

// Timelines

TYPED_TEST_P(IncidentStoreContract, GivesTheTimelineBackByteByByte) {
    const auto changes = testing::an_incident().with_points(2).closed().changes();
    run(this->store.commit(changes));
    std::vector<Entry> recorded;
    for (const auto& change : changes)
        recorded.insert(recorded.end(), change.entries.begin(), change.entries.end());
    EXPECT_EQ(this->entries(changes.front().incident.id), recorded);
}

TYPED_TEST_P(IncidentStoreContract, PagesATimeline) {
    auto incident = this->stored(testing::an_incident());
    for (int i = 0; i < 5; ++i)
        incident = this->commit(note(incident, {.body = "Nota " + std::to_string(i)}, this->by(testing::an_agent())));
    std::vector<int> numbers;
    for (const auto& entry : run(this->store.timeline(incident.id, 3, 2, true)))
        numbers.push_back(entry.number);
    EXPECT_THAT(numbers, ElementsAre(4, 5));
    EXPECT_THAT(run(this->store.timeline(incident.id, incident.history.entries, 10, true)), IsEmpty());
    EXPECT_THAT(run(this->store.timeline(IncidentId{testing::uuid(9)}, 0, 10, true)), IsEmpty());
}

TYPED_TEST_P(IncidentStoreContract, LeavesInternalEntriesOutAndStillFillsThePage) {
    auto incident = this->stored(testing::an_incident());
    for (int i = 0; i < 3; ++i) {
        incident = this->commit(note(incident, {.body = "Interna"}, this->by(testing::an_agent())));
        incident = this->commit(reply(incident, {.body = "Pública"}, this->by(testing::ana())));
    }
    const auto page = run(this->store.timeline(incident.id, 2, 3, false));
    EXPECT_THAT(page, SizeIs(3));
    for (const auto& entry : page)
        EXPECT_EQ(entry.visibility, Visibility::public_);
}

// Lists

TYPED_TEST_P(IncidentStoreContract, ListsNewestFirstUnlessToldOtherwise) {
    std::vector<IncidentId> order;
    for (int day = 0; day < 3; ++day)
        order.push_back(this->stored(testing::an_incident().filed_at(testing::filing_time + days{day})).id);
    std::vector<IncidentId> listed;
    for (const auto& incident : run(this->store.list({.scope = {.all = true}})).items)
        listed.push_back(incident.id);
    EXPECT_THAT(listed, ElementsAre(order[2], order[1], order[0]));
}

TYPED_TEST_P(IncidentStoreContract, ListsNothingForAScopeOfNobody) {
    this->stored(testing::an_incident());
    EXPECT_THAT(run(this->store.list({})).items, IsEmpty());
}

TYPED_TEST_P(IncidentStoreContract, ListsACustomersOwnOnly) {
    const auto own = this->stored(testing::an_incident());
    this->stored_of(this->another_customer());
    this->stored(testing::an_incident().of_contact("fermin@example.com"));
    EXPECT_EQ(this->listed({.scope = {.customer = testing::ana().customer_id()}}), (std::set{own.id}));
}

TYPED_TEST_P(IncidentStoreContract, ListsAnAgentsTeamsNoTeamAndAssignedOnes) {
    const TeamId own_team{testing::uuid(20)};
    const TeamId other_team{testing::uuid(21)};
    const auto of_the_team = this->stored(testing::an_incident().in_team(own_team));
    const auto of_no_team = this->stored(testing::an_incident());
    const auto assigned = this->stored(testing::an_incident().in_team(other_team).in_progress());
    this->stored(testing::an_incident().in_team(other_team));
    const Scope scope{.agent = testing::an_agent().employee_id(), .teams = {own_team}};
    EXPECT_EQ(this->listed({.scope = scope}), (std::set{of_the_team.id, of_no_team.id, assigned.id}));
    const Scope without_teams{.agent = testing::an_agent().employee_id()};
    EXPECT_EQ(this->listed({.scope = without_teams}), (std::set{of_no_team.id, assigned.id}));
    EXPECT_EQ(this->listed({.scope = scope, .team = other_team}), (std::set{assigned.id}));
    EXPECT_EQ(this->listed({.scope = scope, .text = "cafetera"}),
              (std::set{of_the_team.id, of_no_team.id, assigned.id}));
}

TYPED_TEST_P(IncidentStoreContract, FiltersByEachField) {
    using Ids = std::set<IncidentId>;
    const TeamId team{testing::uuid(20)};
    const auto plain = this->stored(testing::an_incident());
    auto taken = this->stored(testing::an_incident().in_team(team).with_priority(Priority::urgent).in_progress());
    const auto special = this->stored_of(this->another_customer(), testing::an_incident().with_category("envío"));
    taken = this->commit(
        change_incident(taken, {.tags = std::set<std::string>{"garantía", "vip"}}, this->by(testing::an_agent())));
    taken = this->commit(escalate(taken, "Urge", this->by(testing::a_supervisor())));

    EXPECT_EQ(this->listed({.statuses = {Status::in_progress}}), Ids{taken.id});
    EXPECT_EQ(this->listed({.statuses = {Status::in_progress, Status::registered}}),
              (Ids{plain.id, taken.id, special.id}));
    EXPECT_EQ(this->listed({.statuses = {Status::closed}}), Ids{});
    EXPECT_EQ(this->listed({.assignee = testing::an_agent().employee_id()}), Ids{taken.id});
    EXPECT_EQ(this->listed({.unassigned = true}), (Ids{plain.id, special.id}));
    EXPECT_EQ(this->listed({.team = team}), Ids{taken.id});
    EXPECT_EQ(this->listed({.without_team = true}), (Ids{plain.id, special.id}));
    EXPECT_EQ(this->listed({.priority = Priority::urgent}), Ids{taken.id});
    EXPECT_EQ(this->listed({.priority = Priority::low}), Ids{});
    EXPECT_EQ(this->listed({.category = "envío"}), Ids{special.id});
    EXPECT_EQ(this->listed({.customer = this->another_customer()}), Ids{special.id});
    EXPECT_EQ(this->listed({.tag = "vip"}), Ids{taken.id});
    EXPECT_EQ(this->listed({.tag = "vi"}), Ids{}) << "a tag is found whole";
    EXPECT_EQ(this->listed({.escalated = true}), Ids{taken.id});
    EXPECT_EQ(this->listed({.escalated = false}), (Ids{plain.id, special.id}));
    EXPECT_EQ(this->listed({.statuses = {Status::registered}, .category = "envío"}), Ids{special.id});
    EXPECT_EQ(this->listed({.unassigned = true, .priority = Priority::urgent}), Ids{});
}

TYPED_TEST_P(IncidentStoreContract, FiltersByWhatIsSoNow) {
    using Ids = std::set<IncidentId>;
    auto incident = this->stored(testing::an_incident().with_category("envío"));
    incident = this->commit(
        change_incident(incident, {.priority = Priority::high, .category = std::optional<std::string>{"garantía"}},
                        this->by(testing::an_agent())));
    EXPECT_EQ(this->listed({.category = "envío"}), Ids{});
    EXPECT_EQ(this->listed({.category = "garantía"}), Ids{incident.id});
    EXPECT_EQ(this->listed({.priority = Priority::normal}), Ids{});
}

TYPED_TEST_P(IncidentStoreContract, SortsByEveryKeyInBothDirectionsAndPagesWithoutLossOrRepetition) {
    std::set<IncidentId> all;
    for (int i = 0; i < 12; ++i)
        all.insert(this->stored(testing::an_incident()
                                    .with_subject("Cafetera " + std::to_string(i))
                                    .with_priority(static_cast<Priority>(i % 4))
                                    .with_category(i % 3 == 0 ? "undue_charge" : "otra")
                                    .filed_at(testing::filing_time - hours{(i * 7 % 5) * 24})
                                    .in(static_cast<Status>(i % 7)))
                       .id);
    const auto key = [](const Incident& incident, SortKey sort) -> std::int64_t {
        switch (sort) {
        case SortKey::created:
            return incident.created_at.time_since_epoch().count();
        case SortKey::updated:
            return incident.updated_at.time_since_epoch().count();
        case SortKey::deadline:
            return incident.deadlines.answer_by.time_since_epoch().count();
        case SortKey::priority:
            return static_cast<std::int64_t>(incident.priority);
        case SortKey::relevance:
            return 0; // the adapter's own matter
        }
        return 0;
    };
    for (const auto sort :
         {SortKey::created, SortKey::updated, SortKey::deadline, SortKey::priority, SortKey::relevance})
        for (const bool descending : {true, false}) {
            IncidentQuery query{.scope = {.all = true}, .sort = sort, .descending = descending, .limit = 5};
            if (sort == SortKey::relevance) query.text = "cafetera";
            const auto listed = this->paged(query);
            EXPECT_EQ(listed.size(), all.size()) << static_cast<int>(sort);
            EXPECT_EQ(this->ids(listed), all) << static_cast<int>(sort);
            for (std::size_t i = 1; i < listed.size(); ++i) {
                const auto before = key(listed[i - 1], sort);
                const auto after = key(listed[i], sort);
                EXPECT_TRUE(descending ? before >= after : before <= after) << static_cast<int>(sort);
            }
        }
}

TYPED_TEST_P(IncidentStoreContract, GivesNoCursorAfterTheLastPage) {
    for (int i = 0; i < 4; ++i)
        this->stored(testing::an_incident());
    auto page = run(this->store.list({.scope = {.all = true}, .limit = 4}));
    EXPECT_FALSE(page.next_cursor);
    page = run(this->store.list({.scope = {.all = true}, .limit = 3}));
    ASSERT_TRUE(page.next_cursor);
    page = run(this->store.list({.scope = {.all = true}, .cursor = *page.next_cursor, .limit = 3}));
    EXPECT_THAT(page.items, SizeIs(1));
    EXPECT_FALSE(page.next_cursor);
}

TYPED_TEST_P(IncidentStoreContract, PagesOnWhileOthersAreFiled) {
    std::set<IncidentId> before;
    for (int i = 0; i < 6; ++i)
        before.insert(this->stored(testing::an_incident().filed_at(testing::filing_time + hours{i})).id);
    IncidentQuery query{.scope = {.all = true}, .limit = 2};
    std::vector<IncidentId> seen;
    for (int page_number = 0;; ++page_number) {
        const auto page = run(this->store.list(query));
        for (const auto& incident : page.items)
            seen.push_back(incident.id);
        if (!page.next_cursor) break;
        query.cursor = *page.next_cursor;
        this->stored(testing::an_incident().filed_at(testing::filing_time + days{9 + page_number}));
    }
    EXPECT_EQ(seen.size(), before.size());
    EXPECT_EQ(std::set(seen.begin(), seen.end()), before);
}

TYPED_TEST_P(IncidentStoreContract, RefusesACursorThatIsNotOfTheList) {
    for (int i = 0; i < 4; ++i)
        this->stored(testing::an_incident());
    const IncidentQuery query{.scope = {.all = true}, .limit = 2};
    const auto cursor = run(this->store.list(query)).next_cursor.value();
    auto by_priority = query;
    by_priority.sort = SortKey::priority;
    by_priority.cursor = cursor;
    auto upwards = query;
    upwards.descending = false;
    upwards.cursor = cursor;
    auto nonsense = query;
    nonsense.cursor = "bm9uc2Vuc2U";
    auto cut = query;
    cut.cursor = cursor.substr(0, cursor.size() - 1);
    for (const auto& wrong : {by_priority, upwards, nonsense, cut}) {
        try {
            run(this->store.list(wrong));
            ADD_FAILURE() << "a wrong cursor was taken: " << wrong.cursor;
        } catch (const Problem& problem) {
            EXPECT_EQ(problem.code(), Problem::malformed);
        }
    }
}

// Search

TYPED_TEST_P(IncidentStoreContract, FindsStemsWithAndWithoutAccents) {
    const auto coffee = this->stored(
        testing::an_incident().with_subject("Cafeteras y averías").with_description("Dos de dos están rotas."));
    const auto refund = this->stored(testing::an_incident()
                                         .with_subject("Varias devoluciones")
                                         .with_description("The refunds never arrived this year."));
    const auto year =
        this->stored(testing::an_incident().with_subject("Garantía de un año").with_description("Nada más que eso."));
    using Ids = std::set<IncidentId>;
    EXPECT_EQ(this->found("averia"), Ids{coffee.id});
    EXPECT_EQ(this->found("AVERÍA"), Ids{coffee.id});
    EXPECT_EQ(this->found("devolucion"), Ids{refund.id});
    EXPECT_EQ(this->found("devolución"), Ids{refund.id});
    EXPECT_EQ(this->found("refund"), Ids{refund.id});
    EXPECT_EQ(this->found("año"), Ids{year.id});
    EXPECT_EQ(this->found("ano"), Ids{}) << "ñ is not n";
    EXPECT_EQ(this->found("tostadora"), Ids{});
    EXPECT_EQ(this->found("cafetera"), Ids{coffee.id});
}

TYPED_TEST_P(IncidentStoreContract, FindsOnlyWhereAllWordsAre) {
    using Ids = std::set<IncidentId>;
    const auto one = this->stored(testing::an_incident().with_subject("Batidora rota"));
    const auto other = this->stored(testing::an_incident().with_subject("Batidora perdida"));
    EXPECT_EQ(this->found("batidora rota"), Ids{one.id});
    EXPECT_EQ(this->found("perdida, BATIDORAS"), Ids{other.id});
    EXPECT_EQ(this->found("batidora"), (Ids{one.id, other.id}));
}

TYPED_TEST_P(IncidentStoreContract, FindsByPrefixReferenceAndPerson) {
    using Ids = std::set<IncidentId>;
    const auto one = this->stored(testing::an_incident().with_subject("Devoluciones pendientes"));
    EXPECT_EQ(this->found("devolucio*"), Ids{one.id});
    EXPECT_EQ(this->found("pend* devol*"), Ids{one.id});
    EXPECT_EQ(this->found("evolucio*"), Ids{});
    EXPECT_EQ(this->found(one.reference.value), Ids{one.id});
    EXPECT_EQ(this->found("perez"), Ids{one.id});
}

TYPED_TEST_P(IncidentStoreContract, FindsWhatWasWrittenLater) {
    using Ids = std::set<IncidentId>;
    auto one = this->stored(testing::an_incident());
    this->stored(testing::an_incident());
    one = this->commit(reply(one, {.body = "También falta el molinillo"}, this->by(testing::ana())));
    EXPECT_EQ(this->found("molinillos"), Ids{one.id});
    EXPECT_EQ(this->found("molinillo averiada"), Ids{one.id}) << "words of a message and of the subject";
}

TYPED_TEST_P(IncidentStoreContract, FindsNotesForEmployeesOnly) {
    using Ids = std::set<IncidentId>;
    auto one = this->stored(testing::an_incident());
    one = this->commit(note(one, {.body = "Sospecho de un fraude"}, this->by(testing::an_agent())));
    EXPECT_EQ(this->found("fraude"), Ids{one.id});
    EXPECT_EQ(this->found("fraude", {.customer = testing::ana().customer_id()}), Ids{});
    EXPECT_EQ(this->found("cafetera", {.customer = testing::ana().customer_id()}), Ids{one.id});
    EXPECT_EQ(this->found("cafetera", {.customer = this->another_customer()}), Ids{});
}

TYPED_TEST_P(IncidentStoreContract, TakesWhatIsTypedForWordsAndNeverForSyntax) {
    using Ids = std::set<IncidentId>;
    const auto one = this->stored(testing::an_incident().with_subject("NOT near OR AND"));
    for (const auto* typed :
         {"\"near", "near)", "(near", "near:near", "-near", "^near", "near\"\"", "near;--", "'near'"})
        EXPECT_EQ(this->found(typed), Ids{one.id}) << typed;
}

TYPED_TEST_P(IncidentStoreContract, FiltersWhatItFinds) {
    using Ids = std::set<IncidentId>;
    const auto urgent = this->stored(testing::an_incident().with_priority(Priority::urgent));
    this->stored(testing::an_incident());
    EXPECT_EQ(this->listed({.priority = Priority::urgent, .text = "cafetera"}), Ids{urgent.id});
}

// Work that waits

TYPED_TEST_P(IncidentStoreContract, GivesTheMostUrgentUnassignedIncident) {
    const Scope all{.all = true};
    EXPECT_EQ(run(this->store.next_unassigned(all)), std::nullopt);
    this->stored(testing::an_incident().with_priority(Priority::urgent).in_progress()); // assigned
    const auto late = this->stored(testing::an_incident().filed_at(testing::filing_time + days{3}));
    EXPECT_EQ(run(this->store.next_unassigned(all))->id, late.id);
    const auto early = this->stored(testing::an_incident());
    EXPECT_EQ(run(this->store.next_unassigned(all))->id, early.id) << "the earlier deadline";
    const auto high =
        this->stored(testing::an_incident().with_priority(Priority::high).filed_at(testing::filing_time + days{5}));
    EXPECT_EQ(run(this->store.next_unassigned(all))->id, high.id) << "priority comes first";
}

TYPED_TEST_P(IncidentStoreContract, GivesTheOlderOfTwoThatAreEquallyUrgent) {
    const auto younger = this->stored(testing::an_incident().filed_at(testing::filing_time + 1min));
    const auto older = this->stored(testing::an_incident());
    ASSERT_EQ(younger.deadlines.answer_by, older.deadlines.answer_by);
    EXPECT_EQ(run(this->store.next_unassigned({.all = true}))->id, older.id);
}

TYPED_TEST_P(IncidentStoreContract, GivesAnAgentOnlyWhatIsInScope) {
    const TeamId team{testing::uuid(20)};
    this->stored(testing::an_incident().with_priority(Priority::urgent).in_team(TeamId{testing::uuid(21)}));
    const Scope scope{.agent = testing::an_agent().employee_id(), .teams = {team}};
    EXPECT_EQ(run(this->store.next_unassigned(scope)), std::nullopt);
    const auto of_the_team = this->stored(testing::an_incident().in_team(team));
    EXPECT_EQ(run(this->store.next_unassigned(scope))->id, of_the_team.id);
}

TYPED_TEST_P(IncidentStoreContract, TellsWhatIsDueLongestDueFirst) {
    const auto proposed = this->stored(testing::an_incident().resolution_proposed());
    const auto lacking = this->stored(testing::an_incident().awaiting_completion());
    this->stored(testing::an_incident().closed());
    const auto ids_due = [&](Instant now, std::size_t limit = 10) {
        std::vector<IncidentId> ids;
        for (const auto& incident : run(this->store.due(now, limit)))
            ids.push_back(incident.id);
        return ids;
    };
    EXPECT_THAT(ids_due(*proposed.deadlines.remind_at - 1ms), IsEmpty());
    EXPECT_THAT(ids_due(*proposed.deadlines.remind_at), ElementsAre(proposed.id));
    EXPECT_THAT(ids_due(*lacking.deadlines.complete_by), ElementsAre(proposed.id, lacking.id));
    EXPECT_THAT(ids_due(*lacking.deadlines.complete_by, 1), ElementsAre(proposed.id));

    const auto reminded = this->commit(remind(proposed, this->by(testing::the_system(), days{5})));
    EXPECT_THAT(ids_due(*reminded.deadlines.confirm_by - 1ms), IsEmpty());
    EXPECT_THAT(ids_due(*reminded.deadlines.confirm_by), ElementsAre(reminded.id));
}

TYPED_TEST_P(IncidentStoreContract, TellsWhenToWarnOfADeadline) {
    const auto incident = this->stored(testing::an_incident());
    const auto& deadlines = incident.deadlines;
    const auto half = deadlines.answer_from + (deadlines.answer_by - deadlines.answer_from) / 2;
    EXPECT_THAT(run(this->store.due(half - 1ms, 10)), IsEmpty());
    EXPECT_THAT(run(this->store.due(half, 10)), SizeIs(1));
    this->commit(warn(incident, this->by(testing::the_system(), half - testing::filing_time)));
    EXPECT_THAT(run(this->store.due(half, 10)), IsEmpty());
}

TYPED_TEST_P(IncidentStoreContract, GivesTheClaimsThatNobodyOwns) {
    const auto older = this->stored(testing::an_incident().of_contact("Fermin@Example.com"));
    const auto younger =
        this->stored(testing::an_incident().of_contact("fermin@example.com").filed_at(testing::filing_time + days{1}));
    this->stored(testing::an_incident().of_contact("otra@example.com"));
    std::vector<IncidentId> unowned;
    for (const auto& incident : run(this->store.unowned_claims("fermin@example.com")))
        unowned.push_back(incident.id);
    EXPECT_THAT(unowned, ElementsAre(older.id, younger.id));
    this->commit(link_customer(older, testing::ana().customer_id(), "Fermín", this->by(testing::the_system())));
    EXPECT_EQ(this->ids(run(this->store.unowned_claims("fermin@example.com"))), (std::set{younger.id}));
    EXPECT_EQ(this->listed({.scope = {.customer = testing::ana().customer_id()}}), (std::set{older.id}));
}

// Attachments

TYPED_TEST_P(IncidentStoreContract, KeepsAnUploadPendingUntilAnEntryLinksIt) {
    const auto incident = this->stored(testing::an_incident());
    const auto upload = this->an_upload(incident, "bytes");
    run(this->store.add_attachment(upload));
    EXPECT_EQ(run(this->store.find_attachment(upload.id)), upload);
    EXPECT_EQ(run(this->store.find_attachment(AttachmentId{testing::uuid(9)})), std::nullopt);
    const auto after =
        this->commit(reply(incident, {.body = "Va la foto", .attachments = {upload}}, this->by(testing::ana())));
    const auto linked = run(this->store.find_attachment(upload.id));
    ASSERT_TRUE(linked);
    EXPECT_EQ(linked->entry, after.history.entries);
    EXPECT_EQ(run(this->store.attachments(incident.id)), std::vector{*linked});
}

TYPED_TEST_P(IncidentStoreContract, LinksNoUploadIfTheChangeIsRefused) {
    const auto incident = this->stored(testing::an_incident());
    const auto upload = this->an_upload(incident, "bytes");
    run(this->store.add_attachment(upload));
    auto change = testing::must(reply(incident, {.body = "Foto", .attachments = {upload}}, this->by(testing::ana())));
    this->commit(note(incident, {.body = "Entretanto"}, this->by(testing::an_agent())));
    EXPECT_EQ(this->refusal_of({change}), Problem::stale_version);
    EXPECT_EQ(run(this->store.find_attachment(upload.id)), upload);
}

TYPED_TEST_P(IncidentStoreContract, ForgetsPendingUploadsAndTellsWhoseBytesAreFree) {
    const auto incident = this->stored(testing::an_incident());
    auto old = this->an_upload(incident, "nobody else's");
    auto old_but_shared = this->an_upload(incident, "shared");
    auto young = this->an_upload(incident, "shared");
    auto linked = this->an_upload(incident, "linked");
    old.uploaded_at = old_but_shared.uploaded_at = linked.uploaded_at = testing::filing_time - days{2};
    for (const auto& upload : {old, old_but_shared, young, linked})
        run(this->store.add_attachment(upload));
    this->commit(attach(incident, {linked}, this->by(testing::ana())));
    EXPECT_EQ(run(this->store.forget_pending_attachments(testing::filing_time - days{1})), std::vector{old});
    EXPECT_EQ(run(this->store.find_attachment(old.id)), std::nullopt);
    EXPECT_EQ(run(this->store.find_attachment(old_but_shared.id)), std::nullopt);
    EXPECT_EQ(run(this->store.find_attachment(young.id)), young);
    EXPECT_TRUE(run(this->store.find_attachment(linked.id)));
}

// Erasure

TYPED_TEST_P(IncidentStoreContract, ErasesACustomerAndKeepsTheChain) {
    auto mine = this->stored(testing::an_incident().with_points(1));
    const auto photo = this->an_upload(mine, "photo");
    const auto shared = this->an_upload(mine, "shared");
    run(this->store.add_attachment(photo));
    run(this->store.add_attachment(shared));
    mine = this->commit(
        reply(mine, {.body = "Soy Ana, del molinillo", .attachments = {photo, shared}}, this->by(testing::ana())));
    const auto others = this->stored_of(this->another_customer());
    run(this->store.add_attachment(this->an_upload(others, "shared")));

    const auto freed = run(this->store.erase_customer(testing::ana().customer_id(), testing::filing_time + days{1}));
    EXPECT_THAT(freed, ElementsAre(photo.sha256));

    const auto erased = run(this->store.find(mine.id)).value();
    EXPECT_TRUE(erased.erased);
    EXPECT_GT(erased.version, mine.version);
    EXPECT_EQ(erased.subject + erased.description + erased.customer_name, "");
    EXPECT_EQ(erased.history, mine.history);
    const auto timeline = this->entries(mine.id);
    EXPECT_EQ(verify_chain(mine.id, timeline), std::nullopt);
    for (const auto& entry : timeline) {
        EXPECT_EQ(entry.body.find("Ana"), std::string::npos);
        EXPECT_EQ(entry.body.find("Cafetera"), std::string::npos);
    }
    for (const auto& attachment : run(this->store.attachments(mine.id)))
        EXPECT_EQ(attachment.name, "");
    EXPECT_EQ(this->found("molinillo"), std::set<IncidentId>{});
    EXPECT_EQ(this->found("cafetera"), (std::set{others.id}));
    EXPECT_EQ(run(this->store.find(others.id)), others);
}

TYPED_TEST_P(IncidentStoreContract, ErasesNothingOnLegalHold) {
    auto changes = testing::an_incident().changes();
    changes.back().incident.legal_hold = true;
    run(this->store.commit(changes));
    EXPECT_THAT(run(this->store.erase_customer(testing::ana().customer_id(), testing::filing_time)), IsEmpty());
    EXPECT_EQ(run(this->store.find(changes.back().incident.id)), changes.back().incident);
    EXPECT_EQ(this->found("cafetera"), (std::set{changes.back().incident.id}));
}

// Reports

TYPED_TEST_P(IncidentStoreContract, CountsAsTheDomainDoes) {
    const auto now = testing::filing_time + days{40};
    std::vector<Incident> all;
    for (int i = 0; i < 14; ++i)
        all.push_back(this->stored(testing::an_incident()
                                       .with_priority(static_cast<Priority>(i % 4))
                                       .with_channel(static_cast<Channel>(i % 6))
                                       .filed_at(testing::filing_time + days{i * 3})
                                       .in(static_cast<Status>(i % 7))));
    all[6] = this->commit(rate(all[6], {.score = 4}, this->by(testing::ana(), days{41})));
    all[0] = this->commit(
        change_incident(all[0], {.category = std::optional<std::string>{"envío"}}, this->by(testing::an_agent())));
    all[1] = this->commit(escalate(all[1], "Urge", this->by(testing::a_supervisor())));

    const OverviewQuery whole{.scope = {.all = true}, .now = now};
    const OverviewQuery part{.scope = {.all = true},
                             .now = now,
                             .from = testing::filing_time + days{3},
                             .until = testing::filing_time + days{12}};
    const OverviewQuery of_an_agent{.scope = {.agent = testing::an_agent().employee_id()}, .now = now};
    for (const auto& query : {whole, part, of_an_agent}) {
        OverviewCount count{query};
        for (const auto& incident : all)
            count.add(incident);
        const auto expected = count.overview();
        const auto counted = run(this->store.overview(query));
        EXPECT_EQ(counted.total, expected.total);
        EXPECT_EQ(counted.by_status, expected.by_status);
        EXPECT_EQ(counted.by_closing, expected.by_closing);
        EXPECT_EQ(counted.open_by_priority, expected.open_by_priority);
        EXPECT_EQ(counted.by_channel, expected.by_channel);
        EXPECT_EQ(counted.by_category, expected.by_category);
        EXPECT_EQ(counted.open_by_assignee, expected.open_by_assignee);
        EXPECT_EQ(counted.open_by_age_days, expected.open_by_age_days);
        EXPECT_EQ(counted.by_score, expected.by_score);
        EXPECT_EQ(counted.overdue, expected.overdue);
        EXPECT_EQ(counted.escalated, expected.escalated);
        EXPECT_EQ(counted.answered_in_time, expected.answered_in_time);
        EXPECT_EQ(counted.answered_late, expected.answered_late);
        EXPECT_NEAR(counted.mean_hours_to_first_answer, expected.mean_hours_to_first_answer, 1e-6);
        EXPECT_NEAR(counted.mean_hours_to_resolution, expected.mean_hours_to_resolution, 1e-6);
    }
    EXPECT_EQ(run(this->store.overview(whole)).total, 14);
    EXPECT_EQ(run(this->store.overview(part)).total, 3);
}

TYPED_TEST_P(IncidentStoreContract, CountsNothingForAScopeOfNobody) {
    this->stored(testing::an_incident());
    EXPECT_EQ(run(this->store.overview({.scope = {}, .now = testing::filing_time})), Overview{});
}

// Known persons

TYPED_TEST_P(IncidentStoreContract, RemembersTheNewestOfAPerson) {
    KnownPerson ana{.id = testing::uuid(1),
                    .role = access::Role::customer,
                    .version = 2,
                    .name = "Ana",
                    .email = "ana@example.com",
                    .language = "ca",
                    .email_verified = true};
    run(this->store.remember(ana));
    EXPECT_EQ(run(this->store.known_person(ana.id)), ana);
    EXPECT_EQ(run(this->store.known_customer_by_email("ana@example.com")), ana);
    auto older = ana;
    older.version = 1;
    older.name = "Anita";
    run(this->store.remember(older));
    EXPECT_EQ(run(this->store.known_person(ana.id)), ana);
    auto newer = ana;
    newer.version = 3;
    newer.email = "ana@example.org";
    run(this->store.remember(newer));
    EXPECT_EQ(run(this->store.known_person(ana.id)), newer);
    EXPECT_EQ(run(this->store.known_customer_by_email("ana@example.com")), std::nullopt);
    EXPECT_EQ(run(this->store.known_person(testing::uuid(9))), std::nullopt);
}

TYPED_TEST_P(IncidentStoreContract, KnowsActiveCustomersAloneByTheirEmail) {
    KnownPerson employee{.id = testing::uuid(2),
                         .role = access::Role::agent,
                         .version = 1,
                         .name = "Berta",
                         .email = "berta@example.com"};
    KnownPerson gone{.id = testing::uuid(3),
                     .role = access::Role::customer,
                     .version = 1,
                     .name = "",
                     .email = "gone@example.com",
                     .active = false};
    run(this->store.remember(employee));
    run(this->store.remember(gone));
    EXPECT_EQ(run(this->store.known_customer_by_email("berta@example.com")), std::nullopt);
    EXPECT_EQ(run(this->store.known_customer_by_email("gone@example.com")), std::nullopt);
    EXPECT_EQ(run(this->store.known_person(employee.id)), employee);
}

REGISTER_TYPED_TEST_SUITE_P(
    IncidentStoreContract, GivesBackAnIncidentByIdAndByReference, HasNothingForAnUnknownIdOrReference,
    RefusesAChangeOfAVersionThatIsNoLongerTheLast, RefusesAnotherFirstVersionOfTheSameIncident,
    RefusesAReferenceThatIsTaken, StoresSeveralChangesAsOne, StoresNothingOfSeveralChangesIfOneIsStale,
    StoresChangesThatBuildOnEachOther, PutsTheEventsIntoTheOutboxInTheirOrder, RecordsAnAnswerWithTheChange,
    StoresNothingForAKeyThatWasUsedMeanwhile, TellsOfTheUsedKeyBeforeTheStaleVersion,
    RecordsNoAnswerForAChangeThatIsRefused, ForgetsOldAnswersAlone, GivesTheTimelineBackByteByByte, PagesATimeline,
    LeavesInternalEntriesOutAndStillFillsThePage, ListsNewestFirstUnlessToldOtherwise, ListsNothingForAScopeOfNobody,
    ListsACustomersOwnOnly, ListsAnAgentsTeamsNoTeamAndAssignedOnes, FiltersByEachField, FiltersByWhatIsSoNow,
    SortsByEveryKeyInBothDirectionsAndPagesWithoutLossOrRepetition, GivesNoCursorAfterTheLastPage,
    PagesOnWhileOthersAreFiled, RefusesACursorThatIsNotOfTheList, FindsStemsWithAndWithoutAccents,
    FindsOnlyWhereAllWordsAre, FindsByPrefixReferenceAndPerson, FindsWhatWasWrittenLater, FindsNotesForEmployeesOnly,
    TakesWhatIsTypedForWordsAndNeverForSyntax, FiltersWhatItFinds, GivesTheMostUrgentUnassignedIncident,
    GivesTheOlderOfTwoThatAreEquallyUrgent, GivesAnAgentOnlyWhatIsInScope, TellsWhatIsDueLongestDueFirst,
    TellsWhenToWarnOfADeadline, GivesTheClaimsThatNobodyOwns, KeepsAnUploadPendingUntilAnEntryLinksIt,
    LinksNoUploadIfTheChangeIsRefused, ForgetsPendingUploadsAndTellsWhoseBytesAreFree, ErasesACustomerAndKeepsTheChain,
    ErasesNothingOnLegalHold, CountsAsTheDomainDoes, CountsNothingForAScopeOfNobody, RemembersTheNewestOfAPerson,
    KnowsActiveCustomersAloneByTheirEmail);

} // namespace resuelve::incidents
