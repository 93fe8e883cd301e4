#pragma once

#include "domain/incidents/approval.hpp"
#include "domain/incidents/reply.hpp"
#include "tests/contract/incident_store/fixture.hpp"

namespace resuelve::incidents {

/// Erasing a customer.
template <class Adapter>
class IncidentStoreErasure : public IncidentStoreFixture<Adapter> {};

TYPED_TEST_SUITE_P(IncidentStoreErasure);

TYPED_TEST_P(IncidentStoreErasure, ErasesACustomerAndKeepsTheChain) {
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
    for (const auto& attachment : run(this->store.attachments(mine.id))) {
        EXPECT_EQ(attachment.name, "");
        EXPECT_EQ(attachment.sha256, Sha256Digest{}) << "by it somebody who has the file would recognise it";
    }
    EXPECT_EQ(this->found("molinillo"), std::set<IncidentId>{});
    EXPECT_EQ(this->found("cafetera"), (std::set{others.id}));
    EXPECT_EQ(run(this->store.find(others.id)), others);
}

TYPED_TEST_P(IncidentStoreErasure, ErasesTheWordsOfAProposalThatWaits) {
    const auto taken = this->stored(testing::an_incident().in_progress());
    const auto asked = this->commit(request_approval(taken, testing::AnIncident::a_proposal(taken), "Molinillo de Ana",
                                                     this->by(testing::an_agent())));
    EXPECT_EQ(this->found("molinillo"), std::set{asked.id});
    run(this->store.erase_customer(testing::ana().customer_id(), testing::filing_time + days{1}));
    const auto erased = run(this->store.find(asked.id)).value();
    EXPECT_EQ(erased.approval->comment, std::nullopt);
    EXPECT_EQ(erased.approval->proposal.answers[0].reasons, "");
    EXPECT_EQ(this->listed({.approval = ApprovalStatus::requested}), std::set{asked.id});
    EXPECT_EQ(this->found("molinillo"), std::set<IncidentId>{});
    const auto timeline = this->entries(asked.id);
    EXPECT_EQ(verify_chain(asked.id, timeline), std::nullopt);
    EXPECT_EQ(timeline.back().body, "");
}

TYPED_TEST_P(IncidentStoreErasure, ErasesNothingOnLegalHold) {
    auto changes = testing::an_incident().changes();
    changes.back().incident.legal_hold = true;
    run(this->store.commit(changes));
    EXPECT_THAT(run(this->store.erase_customer(testing::ana().customer_id(), testing::filing_time)), IsEmpty());
    EXPECT_EQ(run(this->store.find(changes.back().incident.id)), changes.back().incident);
    EXPECT_EQ(this->found("cafetera"), (std::set{changes.back().incident.id}));
}

REGISTER_TYPED_TEST_SUITE_P(IncidentStoreErasure, ErasesACustomerAndKeepsTheChain, ErasesTheWordsOfAProposalThatWaits,
                            ErasesNothingOnLegalHold);

} // namespace resuelve::incidents
