#pragma once

#include "domain/incidents/approval.hpp"
#include "domain/incidents/change_incident.hpp"
#include "domain/incidents/deadlines.hpp"
#include "domain/incidents/due_acts.hpp"
#include "domain/incidents/rate.hpp"
#include "domain/incidents/reopen.hpp"
#include "domain/incidents/withdraw.hpp"
#include "tests/contract/incident_store/fixture.hpp"

namespace resuelve::incidents {

/// Lists of what the figures of reports count.
template <class Adapter>
class IncidentStoreFigureLists : public IncidentStoreFixture<Adapter> {
protected:
    using Ids = std::set<IncidentId>;

    /// A day after the other, each with something of its own.
    void store_some() {
        const auto filed = [](int day) { return testing::an_incident().filed_at(testing::filing_time + days{day}); };
        plain = this->stored(filed(0)).id;
        by_phone = this->stored(filed(1).with_channel(Channel::phone).with_product("Tetera")).id;
        by_post = this->stored(filed(2).with_channel(Channel::email).in_team(team).with_category("envío")).id;
        const auto confirmed = this->stored(
            filed(3).with_channel(Channel::phone).with_category("garantía").with_product("Tetera, roja").closed());
        rated = this->commit(rate(confirmed, {.score = 4}, this->by(testing::ana(), days{4}))).id;
        const auto taken = this->stored(filed(4).in_team(team).in_progress().with_product("Tetera"));
        late = this->commit(propose_resolution(taken, testing::AnIncident::a_proposal(taken),
                                               this->by(testing::an_agent(), days{90})))
                   .id;
        withdrawn = this->commit(withdraw(this->stored(filed(5)), this->by(testing::ana(), days{6}))).id;
        completing = this->stored(filed(6).awaiting_completion()).id;
    }

    /// All pages of two, in each order: they have to be the same incidents.
    Ids each_way(IncidentQuery query) {
        if (!query.scope.agent) query.scope.all = true;
        query.limit = 2;
        std::optional<Ids> found;
        for (const auto sort : {SortKey::created, SortKey::updated, SortKey::deadline, SortKey::priority})
            for (const bool descending : {true, false}) {
                query.sort = sort;
                query.descending = descending;
                query.cursor.clear();
                const auto listed = this->paged(query);
                const auto ids = this->ids(listed);
                EXPECT_EQ(listed.size(), ids.size()) << "one came twice";
                if (found) EXPECT_EQ(ids, *found) << static_cast<int>(sort);
                found = ids;
            }
        return *found;
    }

    TeamId team{testing::uuid(20)};
    IncidentId plain, by_phone, by_post, rated, late, withdrawn, completing;
};

TYPED_TEST_SUITE_P(IncidentStoreFigureLists);

TYPED_TEST_P(IncidentStoreFigureLists, AreOfAPeriod) {
    using Ids = std::set<IncidentId>;
    this->store_some();
    const auto day = [](int number) { return testing::filing_time + days{number}; };
    EXPECT_EQ(this->each_way({.opened_from = day(5)}), (Ids{this->withdrawn, this->completing}));
    EXPECT_EQ(this->each_way({.opened_until = day(1)}), Ids{this->plain}) << "the end is not within";
    EXPECT_EQ(this->each_way({.opened_from = day(1), .opened_until = day(4)}),
              (Ids{this->by_phone, this->by_post, this->rated}));
    EXPECT_EQ(this->each_way({.statuses = {Status::registered}, .opened_from = day(1), .opened_until = day(4)}),
              (Ids{this->by_phone, this->by_post}));
    EXPECT_EQ(this->each_way({.team = this->team, .opened_from = day(3)}), Ids{this->late});
    EXPECT_EQ(this->each_way({.opened_from = day(4), .opened_until = day(4)}), Ids{});
}

TYPED_TEST_P(IncidentStoreFigureLists, AreOfAChannelOrACategory) {
    using Ids = std::set<IncidentId>;
    this->store_some();
    EXPECT_EQ(this->each_way({.channel = Channel::phone}), (Ids{this->by_phone, this->rated}));
    EXPECT_EQ(this->each_way({.channel = Channel::web}),
              (Ids{this->plain, this->late, this->withdrawn, this->completing}));
    EXPECT_EQ(this->each_way({.channel = Channel::chat}), Ids{});
    EXPECT_EQ(this->each_way({.statuses = {Status::closed}, .channel = Channel::phone}), Ids{this->rated});
    EXPECT_EQ(this->each_way({.statuses = {Status::registered}, .team = this->team, .channel = Channel::email}),
              Ids{this->by_post});
    EXPECT_EQ(this->each_way({.categories = {"envío", "garantía"}}), (Ids{this->by_post, this->rated}));
    EXPECT_EQ(this->each_way({.statuses = {Status::closed}, .categories = {"envío", "garantía"}}), Ids{this->rated});
    EXPECT_EQ(this->each_way({.categories = {"garant"}}), Ids{}) << "a category is found whole";
    EXPECT_EQ(this->each_way({.without_category = true}),
              (Ids{this->plain, this->by_phone, this->late, this->withdrawn, this->completing}));
}

TYPED_TEST_P(IncidentStoreFigureLists, AreOfAProduct) {
    using Ids = std::set<IncidentId>;
    this->store_some();
    EXPECT_EQ(this->each_way({.product = "Tetera"}), (Ids{this->by_phone, this->late}));
    EXPECT_EQ(this->each_way({.product = "Tetera, roja"}), Ids{this->rated});
    EXPECT_EQ(this->each_way({.product = "tetera"}), Ids{}) << "it is found as it is written";
    EXPECT_EQ(this->each_way({.statuses = {Status::registered}, .product = "Tetera"}), Ids{this->by_phone});
    EXPECT_EQ(this->each_way({.category = "garantía", .product = "Tetera, roja"}), Ids{this->rated});
    EXPECT_EQ(this->each_way({.without_category = true, .product = "Tetera"}), (Ids{this->by_phone, this->late}));
}

TYPED_TEST_P(IncidentStoreFigureLists, AreOfHowItEnded) {
    using Ids = std::set<IncidentId>;
    this->store_some();
    EXPECT_EQ(this->each_way({.closed_as = ClosedAs::confirmed}), Ids{this->rated});
    EXPECT_EQ(this->each_way({.statuses = {Status::closed}, .closed_as = ClosedAs::withdrawn}), Ids{this->withdrawn});
    EXPECT_EQ(this->each_way({.statuses = {Status::registered}, .closed_as = ClosedAs::withdrawn}), Ids{});
    EXPECT_EQ(this->each_way({.closed_as = ClosedAs::spam}), Ids{});
    EXPECT_EQ(this->each_way({.score = 4}), Ids{this->rated});
    EXPECT_EQ(this->each_way({.score = 5}), Ids{});
    EXPECT_EQ(this->each_way({.rated = true}), Ids{this->rated});
    EXPECT_EQ(this->each_way({.statuses = {Status::closed}, .rated = false}), Ids{this->withdrawn});
}

TYPED_TEST_P(IncidentStoreFigureLists, AreOfWhatWasAnswered) {
    using Ids = std::set<IncidentId>;
    this->store_some();
    EXPECT_EQ(this->each_way({.answered = {Answered::in_time}}), Ids{this->rated});
    EXPECT_EQ(this->each_way({.answered = {Answered::late}}), Ids{this->late});
    EXPECT_EQ(this->each_way({.answered = {Answered::late, Answered::in_time}}), (Ids{this->rated, this->late}));
    EXPECT_EQ(this->each_way({.statuses = {Status::closed}, .answered = {Answered::late}}), Ids{});
    EXPECT_EQ(this->each_way({.first_answered = true}), (Ids{this->rated, this->late, this->completing}));
    EXPECT_EQ(this->each_way({.first_answered = false}),
              (Ids{this->plain, this->by_phone, this->by_post, this->withdrawn}));
}

TYPED_TEST_P(IncidentStoreFigureLists, AreOfWhatIsOverdueAtTheTimeOfAsking) {
    using Ids = std::set<IncidentId>;
    this->store_some();
    const auto first = run(this->store.find(this->plain))->deadlines.answer_by;
    EXPECT_EQ(this->each_way({.overdue = true, .now = first}), Ids{}) << "the last moment is in time";
    EXPECT_EQ(this->each_way({.overdue = true, .now = first + 1ms}), (Ids{this->plain, this->by_phone, this->by_post}))
        << "Friday's, Saturday's and Sunday's";
    const auto all_due = testing::filing_time + days{100};
    EXPECT_EQ(this->each_way({.overdue = true, .now = all_due}), (Ids{this->plain, this->by_phone, this->by_post}))
        << "what is answered, closed or being completed is not";
    EXPECT_EQ(this->each_way({.statuses = {Status::closed}, .overdue = true, .now = all_due}), Ids{});
    EXPECT_EQ(this->each_way({.team = this->team, .overdue = true, .now = all_due}), Ids{this->by_post});
    EXPECT_EQ(this->each_way({.overdue = false, .now = all_due}),
              (Ids{this->rated, this->late, this->withdrawn, this->completing}));
}

TYPED_TEST_P(IncidentStoreFigureLists, AreWhatASearchFoundToo) {
    using Ids = std::set<IncidentId>;
    this->store_some();
    for (const auto sort : {SortKey::created, SortKey::relevance})
        EXPECT_EQ(this->listed({.channel = Channel::phone, .text = "cafetera", .sort = sort}),
                  (Ids{this->by_phone, this->rated}));
    EXPECT_EQ(this->listed({.closed_as = ClosedAs::withdrawn, .text = "cafetera"}), Ids{this->withdrawn});
    EXPECT_EQ(this->listed({.product = "Tetera", .text = "cafetera"}), (Ids{this->by_phone, this->late}));
}

TYPED_TEST_P(IncidentStoreFigureLists, ShowAnAgentNothingOfOthers) {
    using Ids = std::set<IncidentId>;
    this->store_some();
    const auto elsewhere = this->stored(
        testing::an_incident().in_team(TeamId{testing::uuid(21)}).with_channel(Channel::phone).with_product("Tetera"));
    const Scope scope{.agent = testing::another_agent().employee_id(), .teams = {this->team}};
    EXPECT_EQ(this->each_way({.product = "Tetera"}), (Ids{this->by_phone, this->late, elsewhere.id}));
    EXPECT_EQ(this->each_way({.scope = scope, .product = "Tetera"}), (Ids{this->by_phone, this->late}));
    EXPECT_EQ(this->each_way({.scope = scope, .channel = Channel::phone}), (Ids{this->by_phone, this->rated}));
    EXPECT_EQ(this->each_way({.scope = scope, .team = this->team, .answered = {Answered::late}}), Ids{this->late});
    EXPECT_EQ(this->each_way({.scope = scope, .overdue = true, .now = testing::filing_time + days{100}}),
              (Ids{this->plain, this->by_phone, this->by_post}));
}

TYPED_TEST_P(IncidentStoreFigureLists, FollowWhatChanges) {
    using Ids = std::set<IncidentId>;
    this->store_some();
    auto incident = *run(this->store.find(this->withdrawn));
    incident = this->commit(reopen(incident, "Vuelve a fallar", this->by(testing::ana(), days{7})));
    EXPECT_EQ(this->each_way({.closed_as = ClosedAs::withdrawn}), Ids{});
    EXPECT_EQ(this->each_way({.first_answered = false, .product = "Tetera"}), Ids{this->by_phone});
    run(this->store.erase_customer(testing::ana().customer_id(), testing::filing_time + days{200}));
    EXPECT_EQ(this->each_way({.product = "Tetera"}), Ids{}) << "what was bought is erased with its buyer";
    EXPECT_EQ(this->each_way({.channel = Channel::phone}), (Ids{this->by_phone, this->rated}));
}

TYPED_TEST_P(IncidentStoreFigureLists, AreOfWhatWaitsForApproval) {
    using Ids = std::set<IncidentId>;
    using enum ApprovalStatus;
    this->store_some();
    const auto filed = [](int day) { return testing::an_incident().filed_at(testing::filing_time + days{day}); };
    const auto ask = [&](const Incident& incident, int day) {
        return this->commit(request_approval(incident, testing::AnIncident::a_proposal(incident), "Ana espera",
                                             this->by(testing::an_agent(), days{day})));
    };
    const auto give_back = [&](const Incident& incident, int day) {
        return this->commit(return_approval(incident, "Es demasiado", this->by(testing::a_supervisor(), days{day})));
    };
    const auto first = ask(this->stored(filed(7).in_team(this->team).in_progress()), 10);
    const auto second = ask(this->stored(filed(8).awaiting_customer()), 11);
    const auto third = ask(this->stored(filed(9).in_team(TeamId{testing::uuid(21)}).in_progress()), 12);
    EXPECT_EQ(this->each_way({.approval = requested}), (Ids{first.id, second.id, third.id}));
    EXPECT_EQ(this->each_way({.approval = returned}), Ids{});
    const auto back = give_back(first, 13);
    EXPECT_EQ(this->each_way({.approval = requested}), (Ids{second.id, third.id}));
    EXPECT_EQ(this->each_way({.approval = returned}), Ids{first.id});
    EXPECT_EQ(run(this->store.find(first.id)), back);
    EXPECT_EQ(this->each_way({.statuses = {Status::in_progress}, .approval = requested}), Ids{third.id});
    EXPECT_EQ(this->each_way({.team = this->team, .approval = requested}), Ids{});
    EXPECT_EQ(this->each_way({.unassigned = true, .approval = returned}), Ids{});
    EXPECT_EQ(this->listed({.approval = requested, .text = "cafetera"}), (Ids{second.id, third.id}));
    const Scope scope{.agent = testing::another_agent().employee_id(), .teams = {this->team}};
    EXPECT_EQ(this->each_way({.scope = scope, .approval = requested}), Ids{second.id}) << "of no team";
    EXPECT_EQ(this->each_way({.scope = scope, .approval = returned}), Ids{first.id});
    this->commit(approve(second, this->by(testing::a_supervisor(), days{14})));
    this->commit(withdraw(back, this->by(testing::ana(), days{14})));
    EXPECT_EQ(this->each_way({.approval = requested}), Ids{third.id});
    EXPECT_EQ(this->each_way({.approval = returned}), Ids{});
}

TYPED_TEST_P(IncidentStoreFigureLists, AreOfWhatIsSnoozed) {
    using Ids = std::set<IncidentId>;
    const auto filed = [](int day) { return testing::an_incident().filed_at(testing::filing_time + days{day}); };
    const auto snooze = [&](const Incident& incident, int until) {
        return this->commit(change_incident(incident, {.snoozed_until = testing::filing_time + days{until}},
                                            this->by(testing::an_agent(), days{10})));
    };
    const auto awake = this->stored(filed(7).in_team(this->team).in_progress());
    const auto first = snooze(this->stored(filed(8).in_team(this->team).in_progress()), 13);
    const auto second = snooze(this->stored(filed(9).registered()), 14);
    const auto third = snooze(this->stored(filed(9).in_team(TeamId{testing::uuid(21)}).in_progress()), 15);
    EXPECT_EQ(run(this->store.find(first.id)), first);
    EXPECT_EQ(this->each_way({.snoozed = true}), (Ids{first.id, second.id, third.id}));
    EXPECT_EQ(this->each_way({.snoozed = false}), Ids{awake.id});
    EXPECT_EQ(this->each_way({.statuses = {Status::in_progress}, .snoozed = true}), (Ids{first.id, third.id}));
    EXPECT_EQ(this->each_way({.statuses = {Status::in_progress}, .snoozed = false}), Ids{awake.id});
    EXPECT_EQ(this->each_way({.team = this->team, .snoozed = true}), Ids{first.id});
    EXPECT_EQ(this->each_way({.unassigned = true, .snoozed = true}), Ids{second.id});
    EXPECT_EQ(this->each_way({.unassigned = true, .snoozed = false}), Ids{});
    EXPECT_EQ(this->listed({.snoozed = true, .text = "cafetera"}), (Ids{first.id, second.id, third.id}));
    const Scope scope{.agent = testing::another_agent().employee_id(), .teams = {this->team}};
    EXPECT_EQ(this->each_way({.scope = scope, .snoozed = true}), (Ids{first.id, second.id}));
    EXPECT_EQ(this->each_way({.scope = scope, .snoozed = false}), Ids{awake.id});

    EXPECT_EQ(run(this->store.due(testing::filing_time + days{13}, 10)).size(), 1U);
    this->commit(wake(first, this->by(testing::the_system(), days{13})));
    snooze(second, 16);
    this->commit(withdraw(third, this->by(testing::ana(), days{14})));
    EXPECT_EQ(this->each_way({.snoozed = true}), Ids{second.id});
    EXPECT_EQ(this->each_way({.snoozed = false}), (Ids{awake.id, first.id, third.id}));
    EXPECT_EQ(run(this->store.due(testing::filing_time + days{15}, 10)), std::vector<Incident>{});
}

TYPED_TEST_P(IncidentStoreFigureLists, RefuseTheCursorOfAnother) {
    this->store_some();
    const IncidentQuery query{.scope = {.all = true}, .channel = Channel::web, .limit = 2};
    const auto cursor = run(this->store.list(query)).next_cursor.value();
    auto other = query;
    other.channel = Channel::phone;
    auto later = query;
    later.opened_from = testing::filing_time;
    auto answered = query;
    answered.answered = {Answered::late};
    auto of_a_product = query;
    of_a_product.product = "Tetera";
    auto to_approve = query;
    to_approve.approval = ApprovalStatus::requested;
    auto snoozed = query;
    snoozed.snoozed = false;
    for (auto wrong : {other, later, answered, of_a_product, to_approve, snoozed}) {
        wrong.cursor = cursor;
        EXPECT_THROW(run(this->store.list(wrong)), Problem);
    }
}

REGISTER_TYPED_TEST_SUITE_P(IncidentStoreFigureLists, AreOfAPeriod, AreOfAChannelOrACategory, AreOfAProduct,
                            AreOfHowItEnded, AreOfWhatWasAnswered, AreOfWhatIsOverdueAtTheTimeOfAsking,
                            AreWhatASearchFoundToo, AreOfWhatWaitsForApproval, AreOfWhatIsSnoozed,
                            ShowAnAgentNothingOfOthers, FollowWhatChanges, RefuseTheCursorOfAnother);

} // namespace resuelve::incidents
