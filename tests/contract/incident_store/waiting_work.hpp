#pragma once

#include "domain/incidents/change_incident.hpp"
#include "domain/incidents/due_acts.hpp"
#include "domain/incidents/link_customer.hpp"
#include "tests/contract/incident_store/fixture.hpp"

namespace resuelve::incidents {

/// What waits for somebody: unassigned incidents, due acts, claims without an owner.
template <class Adapter>
class IncidentStoreWaitingWork : public IncidentStoreFixture<Adapter> {};

TYPED_TEST_SUITE_P(IncidentStoreWaitingWork);

TYPED_TEST_P(IncidentStoreWaitingWork, GivesTheMostUrgentUnassignedIncident) {
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

TYPED_TEST_P(IncidentStoreWaitingWork, GivesNothingThatIsSnoozed) {
    const auto snoozed = this->commit(
        change_incident(this->stored(testing::an_incident().with_priority(Priority::urgent)),
                        {.snoozed_until = testing::filing_time + days{2}}, this->by(testing::an_agent(), days{1})));
    const Scope scope{.agent = testing::an_agent().employee_id(), .teams = {TeamId{testing::uuid(20)}}};
    for (const auto& whose : {Scope{.all = true}, scope})
        EXPECT_EQ(run(this->store.next_unassigned(whose)), std::nullopt);
    this->commit(wake(snoozed, this->by(testing::the_system(), days{2})));
    for (const auto& whose : {Scope{.all = true}, scope})
        EXPECT_EQ(run(this->store.next_unassigned(whose))->id, snoozed.id);
}

TYPED_TEST_P(IncidentStoreWaitingWork, GivesTheOlderOfTwoThatAreEquallyUrgent) {
    const auto younger = this->stored(testing::an_incident().filed_at(testing::filing_time + 1min));
    const auto older = this->stored(testing::an_incident());
    ASSERT_EQ(younger.deadlines.answer_by, older.deadlines.answer_by);
    EXPECT_EQ(run(this->store.next_unassigned({.all = true}))->id, older.id);
}

TYPED_TEST_P(IncidentStoreWaitingWork, GivesAnAgentOnlyWhatIsInScope) {
    const TeamId team{testing::uuid(20)};
    this->stored(testing::an_incident().with_priority(Priority::urgent).in_team(TeamId{testing::uuid(21)}));
    const Scope scope{.agent = testing::an_agent().employee_id(), .teams = {team}};
    EXPECT_EQ(run(this->store.next_unassigned(scope)), std::nullopt);
    const auto of_the_team = this->stored(testing::an_incident().in_team(team));
    EXPECT_EQ(run(this->store.next_unassigned(scope))->id, of_the_team.id);
}

TYPED_TEST_P(IncidentStoreWaitingWork, TellsWhatIsDueLongestDueFirst) {
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

TYPED_TEST_P(IncidentStoreWaitingWork, TellsWhenToWarnOfADeadline) {
    const auto incident = this->stored(testing::an_incident());
    const auto& deadlines = incident.deadlines;
    const auto half = deadlines.answer_from + (deadlines.answer_by - deadlines.answer_from) / 2;
    EXPECT_THAT(run(this->store.due(half - 1ms, 10)), IsEmpty());
    EXPECT_THAT(run(this->store.due(half, 10)), SizeIs(1));
    this->commit(warn(incident, this->by(testing::the_system(), half - testing::filing_time)));
    EXPECT_THAT(run(this->store.due(half, 10)), IsEmpty());
}

TYPED_TEST_P(IncidentStoreWaitingWork, GivesTheClaimsThatNobodyOwns) {
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

REGISTER_TYPED_TEST_SUITE_P(IncidentStoreWaitingWork, GivesTheMostUrgentUnassignedIncident, GivesNothingThatIsSnoozed,
                            GivesTheOlderOfTwoThatAreEquallyUrgent, GivesAnAgentOnlyWhatIsInScope,
                            TellsWhatIsDueLongestDueFirst, TellsWhenToWarnOfADeadline, GivesTheClaimsThatNobodyOwns);

} // namespace resuelve::incidents
