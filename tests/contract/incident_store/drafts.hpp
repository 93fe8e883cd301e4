#pragma once

#include "domain/incidents/limits.hpp"
#include "tests/contract/incident_store/fixture.hpp"

namespace resuelve::incidents {

/// What employees have begun to write.
template <class Adapter>
class IncidentStoreDrafts : public IncidentStoreFixture<Adapter> {
protected:
    static Draft a_draft(const Incident& incident, const access::Actor& by, int minutes = 0) {
        return {.incident = incident.id,
                .employee = by.employee_id(),
                .employee_name = by.name,
                .reply = "Lo recogemos $ma\u00f1ana",
                .note = "\"Llamar\"",
                .last_entry = 2,
                .updated_at = testing::filing_time + std::chrono::minutes{minutes}};
    }
    static FormDraft a_form(const Incident& incident, const access::Actor& by, DraftedAct act, int minutes = 0) {
        return {.incident = incident.id,
                .employee = by.employee_id(),
                .act = act,
                .employee_name = by.name,
                .form = R"({"answers":[{"reasons":"Sí, $ma\u00f1ana"}]})",
                .last_entry = 2,
                .updated_at = testing::filing_time + std::chrono::minutes{minutes}};
    }
    static DraftMark mark_of(const Draft& draft) {
        return {draft.incident, draft.employee, draft.employee_name, draft.updated_at};
    }
    Draft stored_draft(Draft draft) {
        run(this->store.put_draft(draft));
        return draft;
    }
    std::optional<Draft> found_draft(const Draft& like) {
        return run(this->store.find_draft(like.incident, like.employee));
    }

    access::Actor eva = testing::an_agent();
    access::Actor luis = testing::another_agent();
};

TYPED_TEST_SUITE_P(IncidentStoreDrafts);

TYPED_TEST_P(IncidentStoreDrafts, AreEachEmployeesOwn) {
    const auto incident = this->stored(testing::an_incident());
    const auto evas = this->stored_draft(this->a_draft(incident, this->eva));
    EXPECT_EQ(this->found_draft(evas), evas);
    EXPECT_FALSE(this->found_draft(this->a_draft(incident, this->luis)));
    auto later = this->a_draft(incident, this->eva, 5);
    later.reply.clear();
    later.last_entry = 3;
    this->stored_draft(later);
    EXPECT_EQ(this->found_draft(evas), later);
}

TYPED_TEST_P(IncidentStoreDrafts, AreNoChangeOfTheIncident) {
    const auto incident = this->stored(testing::an_incident());
    const auto entries = this->entries(incident.id);
    this->stored_draft(this->a_draft(incident, this->eva));
    EXPECT_EQ(run(this->store.find(incident.id)), incident);
    EXPECT_EQ(this->entries(incident.id), entries);
}

TYPED_TEST_P(IncidentStoreDrafts, AreMarkedInTheOrderOfIncidentsAndTimes) {
    const auto one = this->stored(testing::an_incident().numbered(1));
    const auto other = this->stored(testing::an_incident().numbered(2));
    const auto none = this->stored(testing::an_incident().numbered(3));
    const auto late = this->stored_draft(this->a_draft(one, this->eva, 9));
    const auto early = this->stored_draft(this->a_draft(one, this->luis, 1));
    const auto others = this->stored_draft(this->a_draft(other, this->eva, 5));
    EXPECT_THAT(run(this->store.draft_marks({other.id, none.id, one.id})),
                ElementsAre(this->mark_of(others), this->mark_of(early), this->mark_of(late)));
    EXPECT_THAT(run(this->store.draft_marks({})), IsEmpty());
}

TYPED_TEST_P(IncidentStoreDrafts, AreMarkedSinceAMomentOfAnyIncident) {
    const auto one = this->stored(testing::an_incident().numbered(1));
    const auto other = this->stored(testing::an_incident().numbered(2));
    const auto moment = testing::filing_time + std::chrono::minutes{3};
    this->stored_draft(this->a_draft(one, this->luis, 2));
    const auto late = this->stored_draft(this->a_draft(one, this->eva, 4));
    const auto form = this->a_form(other, this->eva, DraftedAct::resolution, 3);
    run(this->store.put_form(form));
    run(this->store.put_form(this->a_form(other, this->luis, DraftedAct::resolution, 6)));
    const auto luiss = this->stored_draft(this->a_draft(other, this->luis, 5)); // the form is later
    EXPECT_THAT(
        run(this->store.written_since(moment)),
        ElementsAre(DraftMark{other.id, form.employee, form.employee_name, moment}, this->mark_of(late),
                    DraftMark{other.id, luiss.employee, luiss.employee_name, moment + std::chrono::minutes{3}}));
    EXPECT_THAT(run(this->store.written_since(moment + std::chrono::minutes{4})), IsEmpty());
}

TYPED_TEST_P(IncidentStoreDrafts, AreRemovedOnce) {
    const auto incident = this->stored(testing::an_incident());
    const auto evas = this->stored_draft(this->a_draft(incident, this->eva));
    const auto luiss = this->stored_draft(this->a_draft(incident, this->luis));
    EXPECT_TRUE(run(this->store.remove_draft(evas.incident, evas.employee)));
    EXPECT_FALSE(run(this->store.remove_draft(evas.incident, evas.employee)));
    EXPECT_FALSE(this->found_draft(evas));
    EXPECT_EQ(this->found_draft(luiss), luiss);
}

TYPED_TEST_P(IncidentStoreDrafts, AreForgottenAfterAWhile) {
    const auto incident = this->stored(testing::an_incident());
    const auto old = this->stored_draft(this->a_draft(incident, this->eva, 1));
    const auto fresh = this->stored_draft(this->a_draft(incident, this->luis, 2));
    run(this->store.forget_drafts(fresh.updated_at));
    EXPECT_FALSE(this->found_draft(old));
    EXPECT_EQ(this->found_draft(fresh), fresh);
}

TYPED_TEST_P(IncidentStoreDrafts, AreErasedWithTheCustomer) {
    const auto mine = this->stored(testing::an_incident());
    const auto others = this->stored_of(this->another_customer());
    const auto erased = this->stored_draft(this->a_draft(mine, this->eva));
    const auto kept = this->stored_draft(this->a_draft(others, this->eva));
    run(this->store.erase_customer(testing::ana().customer_id(), testing::filing_time + days{1}));
    EXPECT_FALSE(this->found_draft(erased));
    EXPECT_EQ(this->found_draft(kept), kept);
}

TYPED_TEST_P(IncidentStoreDrafts, OfFormsAreOneForEachAct) {
    const auto incident = this->stored(testing::an_incident());
    const auto find = [&](const access::Actor& by, DraftedAct act) {
        return run(this->store.find_form(incident.id, by.employee_id(), act));
    };
    const auto question = this->a_form(incident, this->eva, DraftedAct::information_request);
    auto proposal = this->a_form(incident, this->eva, DraftedAct::resolution, 3);
    run(this->store.put_form(question));
    run(this->store.put_form(proposal));
    const auto texts = this->stored_draft(this->a_draft(incident, this->eva, 1));
    proposal.form = "{}";
    run(this->store.put_form(proposal));
    EXPECT_EQ(find(this->eva, DraftedAct::information_request), question);
    EXPECT_EQ(find(this->eva, DraftedAct::resolution), proposal);
    EXPECT_FALSE(find(this->eva, DraftedAct::third_party_wait));
    EXPECT_FALSE(find(this->luis, DraftedAct::resolution));
    EXPECT_TRUE(run(this->store.remove_draft(texts.incident, texts.employee)));
    EXPECT_EQ(find(this->eva, DraftedAct::resolution), proposal);
    EXPECT_TRUE(run(this->store.remove_form(incident.id, this->eva.employee_id(), DraftedAct::resolution)));
    EXPECT_FALSE(run(this->store.remove_form(incident.id, this->eva.employee_id(), DraftedAct::resolution)));
    EXPECT_EQ(find(this->eva, DraftedAct::information_request), question);
}

TYPED_TEST_P(IncidentStoreDrafts, OfFormsAreNotTooManyOfOne) {
    const auto put = [&](int number, const access::Actor& by, DraftedAct act) {
        auto form = this->a_form({}, by, act);
        form.incident.value.bytes[0] = static_cast<std::uint8_t>(number);
        run(this->store.put_form(form));
    };
    for (int number = 0; number < limits::draft_forms; ++number)
        put(number, this->eva, DraftedAct::resolution);
    EXPECT_THROW(put(0, this->eva, DraftedAct::third_party_wait), Problem);
    EXPECT_THROW(put(static_cast<int>(limits::draft_forms), this->eva, DraftedAct::resolution), Problem);
    EXPECT_NO_THROW(put(0, this->eva, DraftedAct::resolution)) << "in place of one that is kept";
    EXPECT_NO_THROW(put(0, this->luis, DraftedAct::resolution));
    run(this->store.remove_form(this->a_form({}, this->eva, {}).incident, this->eva.employee_id(),
                                DraftedAct::resolution));
    EXPECT_NO_THROW(put(0, this->eva, DraftedAct::third_party_wait));
}

TYPED_TEST_P(IncidentStoreDrafts, OfFormsMarkTheirWriterOnceAtTheLastWord) {
    const auto incident = this->stored(testing::an_incident());
    this->stored_draft(this->a_draft(incident, this->eva, 1));
    const auto luiss = this->stored_draft(this->a_draft(incident, this->luis, 5));
    const auto form = this->a_form(incident, this->eva, DraftedAct::resolution, 9);
    run(this->store.put_form(form));
    EXPECT_THAT(run(this->store.draft_marks({incident.id})),
                ElementsAre(this->mark_of(luiss),
                            DraftMark{form.incident, form.employee, form.employee_name, form.updated_at}));
}

TYPED_TEST_P(IncidentStoreDrafts, OfFormsAreForgottenAndErasedWithTheOthers) {
    const auto incident = this->stored(testing::an_incident());
    const auto others = this->stored_of(this->another_customer());
    const auto find = [&](const FormDraft& form) {
        return run(this->store.find_form(form.incident, form.employee, form.act));
    };
    const auto old = this->a_form(others, this->eva, DraftedAct::resolution, 1);
    const auto fresh = this->a_form(others, this->eva, DraftedAct::third_party_wait, 2);
    const auto erased = this->a_form(incident, this->eva, DraftedAct::resolution, 2);
    for (const auto& form : {old, fresh, erased})
        run(this->store.put_form(form));
    run(this->store.forget_drafts(fresh.updated_at));
    run(this->store.erase_customer(testing::ana().customer_id(), testing::filing_time + days{1}));
    EXPECT_FALSE(find(old));
    EXPECT_FALSE(find(erased));
    EXPECT_EQ(find(fresh), fresh);
}

REGISTER_TYPED_TEST_SUITE_P(IncidentStoreDrafts, AreEachEmployeesOwn, AreNoChangeOfTheIncident,
                            AreMarkedInTheOrderOfIncidentsAndTimes, AreMarkedSinceAMomentOfAnyIncident, AreRemovedOnce,
                            AreForgottenAfterAWhile, AreErasedWithTheCustomer, OfFormsAreOneForEachAct,
                            OfFormsAreNotTooManyOfOne, OfFormsMarkTheirWriterOnceAtTheLastWord,
                            OfFormsAreForgottenAndErasedWithTheOthers);

} // namespace resuelve::incidents
