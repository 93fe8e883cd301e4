#pragma once

#include "domain/incidents/merge.hpp"
#include "domain/incidents/note.hpp"
#include "tests/contract/incident_store/fixture.hpp"

namespace resuelve::incidents {

/// Finding incidents and committing changes.
template <class Adapter>
class IncidentStoreCommitting : public IncidentStoreFixture<Adapter> {};

TYPED_TEST_SUITE_P(IncidentStoreCommitting);

TYPED_TEST_P(IncidentStoreCommitting, GivesBackAnIncidentByIdAndByReference) {
    const auto incident = this->stored(testing::an_incident().with_points(3).closed());
    EXPECT_EQ(run(this->store.find(incident.id)), incident);
    EXPECT_EQ(run(this->store.find(incident.reference)), incident);
}

TYPED_TEST_P(IncidentStoreCommitting, HasNothingForAnUnknownIdOrReference) {
    this->stored(testing::an_incident());
    EXPECT_EQ(run(this->store.find(IncidentId{testing::uuid(9)})), std::nullopt);
    EXPECT_EQ(run(this->store.find(Reference{"0000-0000-0012"})), std::nullopt);
}

TYPED_TEST_P(IncidentStoreCommitting, RefusesAChangeOfAVersionThatIsNoLongerTheLast) {
    const auto incident = this->stored(testing::an_incident().in_progress());
    this->commit(note(incident, {.body = "Primero"}, this->by(testing::an_agent())));
    EXPECT_EQ(this->refusal_of({testing::must(note(incident, {.body = "Tarde"}, this->by(testing::an_agent())))}),
              Problem::stale_version);
    EXPECT_EQ(run(this->store.find(incident.id))->version, incident.version + 1);
    EXPECT_THAT(this->entries(incident.id), SizeIs(incident.history.entries + 1));
}

TYPED_TEST_P(IncidentStoreCommitting, RefusesAnotherFirstVersionOfTheSameIncident) {
    const auto changes = testing::an_incident().changes();
    this->commit(changes.front());
    EXPECT_EQ(this->refusal_of({changes.front()}), Problem::stale_version);
    EXPECT_THAT(this->entries(changes.front().incident.id), SizeIs(2));
}

TYPED_TEST_P(IncidentStoreCommitting, RefusesAReferenceThatIsTaken) {
    const auto incident = this->stored(testing::an_incident());
    auto change = testing::an_incident().numbered(5).changes().front();
    change.incident.reference = incident.reference;
    EXPECT_EQ(this->refusal_of({change}), Problem::stale_version);
    EXPECT_EQ(run(this->store.find(change.incident.id)), std::nullopt);
}

TYPED_TEST_P(IncidentStoreCommitting, StoresSeveralChangesAsOne) {
    const auto one = this->stored(testing::an_incident().in_progress());
    const auto other = this->stored(testing::an_incident().in_progress());
    run(this->store.commit(testing::must(merge(one, other, this->by(testing::an_agent())))));
    EXPECT_EQ(run(this->store.find(one.id))->closed_as, ClosedAs::merged);
    EXPECT_EQ(run(this->store.find(other.id))->version, other.version + 1);
}

TYPED_TEST_P(IncidentStoreCommitting, StoresNothingOfSeveralChangesIfOneIsStale) {
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

TYPED_TEST_P(IncidentStoreCommitting, StoresChangesThatBuildOnEachOther) {
    const auto changes = testing::an_incident().closed().changes();
    run(this->store.commit(changes));
    EXPECT_EQ(run(this->store.find(changes.back().incident.id)), changes.back().incident);
}

TYPED_TEST_P(IncidentStoreCommitting, PutsTheEventsIntoTheOutboxInTheirOrder) {
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

REGISTER_TYPED_TEST_SUITE_P(IncidentStoreCommitting, GivesBackAnIncidentByIdAndByReference,
                            HasNothingForAnUnknownIdOrReference, RefusesAChangeOfAVersionThatIsNoLongerTheLast,
                            RefusesAnotherFirstVersionOfTheSameIncident, RefusesAReferenceThatIsTaken,
                            StoresSeveralChangesAsOne, StoresNothingOfSeveralChangesIfOneIsStale,
                            StoresChangesThatBuildOnEachOther, PutsTheEventsIntoTheOutboxInTheirOrder);

} // namespace resuelve::incidents
