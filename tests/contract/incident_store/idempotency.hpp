#pragma once

#include "domain/incidents/reply.hpp"
#include "tests/contract/incident_store/fixture.hpp"

namespace resuelve::incidents {

/// Answers recorded with the change that they tell of.
template <class Adapter>
class IncidentStoreIdempotency : public IncidentStoreFixture<Adapter> {};

TYPED_TEST_SUITE_P(IncidentStoreIdempotency);

TYPED_TEST_P(IncidentStoreIdempotency, RecordsAnAnswerWithTheChange) {
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

TYPED_TEST_P(IncidentStoreIdempotency, StoresNothingForAKeyThatWasUsedMeanwhile) {
    this->commit(testing::an_incident().changes().front(), this->an_answer("ana:k1"));
    const auto again = testing::an_incident().numbered(7).changes().front();
    EXPECT_THROW(this->commit(again, this->an_answer("ana:k1")), http::AlreadyAnswered);
    EXPECT_EQ(run(this->store.find(again.incident.id)), std::nullopt);
    EXPECT_THAT(run(this->outbox.waiting(10)), SizeIs(1));
}

TYPED_TEST_P(IncidentStoreIdempotency, TellsOfTheUsedKeyBeforeTheStaleVersion) {
    const auto incident = this->stored(testing::an_incident());
    const auto change = testing::must(reply(incident, {.body = "¿Hay noticias?"}, this->by(testing::ana())));
    this->commit(change, this->an_answer("ana:k1"));
    EXPECT_THROW(this->commit(change, this->an_answer("ana:k1")), http::AlreadyAnswered);
}

TYPED_TEST_P(IncidentStoreIdempotency, RecordsNoAnswerForAChangeThatIsRefused) {
    const auto changes = testing::an_incident().changes();
    this->commit(changes.front());
    EXPECT_THROW(this->commit(changes.front(), this->an_answer("ana:k1")), Problem);
    EXPECT_FALSE(run(this->store.recorded_answer("ana:k1")));
}

TYPED_TEST_P(IncidentStoreIdempotency, RecordsAnAnswerWithoutAChangeOnce) {
    run(this->store.commit({}, this->an_answer("link used")));
    EXPECT_TRUE(run(this->store.recorded_answer("link used")));
    EXPECT_THROW(run(this->store.commit({}, this->an_answer("link used"))), http::AlreadyAnswered);
    run(this->store.forget_answers(testing::filing_time + 1h));
    EXPECT_FALSE(run(this->store.recorded_answer("link used")));
}

TYPED_TEST_P(IncidentStoreIdempotency, ForgetsOldAnswersAlone) {
    this->commit(testing::an_incident().changes().front(), this->an_answer("old"));
    auto younger = this->an_answer("young");
    younger.answered_at += 1h;
    this->commit(testing::an_incident().numbered(7).changes().front(), younger);
    run(this->store.forget_answers(testing::filing_time + 1h));
    EXPECT_FALSE(run(this->store.recorded_answer("old")));
    EXPECT_TRUE(run(this->store.recorded_answer("young")));
}

REGISTER_TYPED_TEST_SUITE_P(IncidentStoreIdempotency, RecordsAnAnswerWithTheChange,
                            StoresNothingForAKeyThatWasUsedMeanwhile, TellsOfTheUsedKeyBeforeTheStaleVersion,
                            RecordsNoAnswerForAChangeThatIsRefused, RecordsAnAnswerWithoutAChangeOnce,
                            ForgetsOldAnswersAlone);

} // namespace resuelve::incidents
