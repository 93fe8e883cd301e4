#pragma once

#include "domain/incidents/note.hpp"
#include "domain/incidents/reply.hpp"
#include "tests/contract/incident_store/fixture.hpp"

namespace resuelve::incidents {

/// Timelines, whole and paged.
template <class Adapter>
class IncidentStoreTimelines : public IncidentStoreFixture<Adapter> {};

TYPED_TEST_SUITE_P(IncidentStoreTimelines);

TYPED_TEST_P(IncidentStoreTimelines, GivesTheTimelineBackByteByByte) {
    const auto changes = testing::an_incident().with_points(2).closed().changes();
    run(this->store.commit(changes));
    std::vector<Entry> recorded;
    for (const auto& change : changes)
        recorded.insert(recorded.end(), change.entries.begin(), change.entries.end());
    EXPECT_EQ(this->entries(changes.front().incident.id), recorded);
}

TYPED_TEST_P(IncidentStoreTimelines, PagesATimeline) {
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

TYPED_TEST_P(IncidentStoreTimelines, LeavesInternalEntriesOutAndStillFillsThePage) {
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

TYPED_TEST_P(IncidentStoreTimelines, GivesSeveralInOneGo) {
    auto talked = this->stored(testing::an_incident().numbered(1));
    for (int i = 0; i < 3; ++i)
        talked = this->commit(note(talked, {.body = "Nota " + std::to_string(i)}, this->by(testing::an_agent())));
    const auto quiet = this->stored(testing::an_incident().numbered(2));
    const auto found = run(this->store.timelines(
        {{quiet.id, 0}, {IncidentId{testing::uuid(9)}, 0}, {talked.id, talked.history.entries - 2}, {talked.id, 0}},
        2));
    const auto page = [&](const Incident& incident, int after) {
        return run(this->store.timeline(incident.id, after, 2, true));
    };
    EXPECT_THAT(found,
                ElementsAre(page(quiet, 0), IsEmpty(), page(talked, talked.history.entries - 2), page(talked, 0)));
    EXPECT_THAT(found.back(), SizeIs(2));
    EXPECT_THAT(run(this->store.timelines({}, 2)), IsEmpty());
}

REGISTER_TYPED_TEST_SUITE_P(IncidentStoreTimelines, GivesTheTimelineBackByteByByte, PagesATimeline,
                            LeavesInternalEntriesOutAndStillFillsThePage, GivesSeveralInOneGo);

} // namespace resuelve::incidents
