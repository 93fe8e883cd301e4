#include "domain/incidents/approval.hpp"
#include "domain/incidents/erasure.hpp"
#include "domain/incidents/events.hpp"
#include "domain/incidents/incident_json.hpp"
#include "domain/incidents/mark_spam.hpp"
#include "domain/incidents/merge.hpp"
#include "domain/incidents/propose_resolution.hpp"
#include "domain/incidents/withdraw.hpp"
#include "tests/support/an_incident.hpp"
#include "tests/support/changes.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::incidents {
namespace {

using namespace testing;
using std::chrono::hours;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

/// Gives so much for each of the points.
Proposal a_gift(const Incident& incident, std::int64_t cents) {
    auto proposal = AnIncident::a_proposal(incident);
    for (auto& answer : proposal.answers)
        answer.amount_cents = cents;
    return proposal;
}

access::Actor a_limited_agent() {
    auto agent = an_agent();
    agent.offers_up_to = 10'000;
    return agent;
}

class Approvals : public ::testing::Test {
protected:
    Incident requested() {
        return must(request_approval(taken, a_gift(taken, 6'000), "Espera desde agosto", by(a_limited_agent())))
            .incident;
    }
    Incident returned() {
        return must(return_approval(requested(), "Es demasiado", by(a_supervisor(), hours{1}))).incident;
    }

    Acting by;
    Incident taken = an_incident().with_points(2).in_progress().now();
};

TEST_F(Approvals, AreNeededForMoreThanOneMayOfferAlone) {
    EXPECT_EQ(reason(propose_resolution(taken, a_gift(taken, 5'001), by(a_limited_agent()))),
              Refusal::Reason::approval_required);
    EXPECT_TRUE(propose_resolution(taken, a_gift(taken, 5'000), by(a_limited_agent()))) << "exactly the limit";
    EXPECT_TRUE(propose_resolution(taken, AnIncident::a_proposal(taken), by(a_limited_agent()))) << "no money";
    EXPECT_TRUE(propose_resolution(taken, a_gift(taken, 9'000'000), by(a_supervisor())));
    auto of_a_shop_without_money = a_limited_agent();
    of_a_shop_without_money.offers_up_to = 0;
    EXPECT_EQ(reason(propose_resolution(taken, a_gift(taken, 1), by(of_a_shop_without_money))),
              Refusal::Reason::approval_required);
}

TEST_F(Approvals, AreAskedWithNothingToldToTheCustomer) {
    const auto change =
        must(request_approval(taken, a_gift(taken, 6'000), "Espera desde agosto", by(a_limited_agent())));
    EXPECT_EQ(change.incident.status, Status::in_progress);
    EXPECT_FALSE(change.incident.resolution);
    ASSERT_THAT(change.entries, SizeIs(1));
    EXPECT_EQ(change.entries[0].visibility, Visibility::internal);
    EXPECT_EQ(change.entries[0].kind, EntryKind::resolution);
    EXPECT_THAT(change.entries[0].body, HasSubstr(R"("amount_cents":6000)"));
    EXPECT_THAT(change.entries[0].body, HasSubstr(R"("text":"Espera desde agosto")"));
    EXPECT_THAT(types(change), ElementsAre("incident.approval_requested"));
    EXPECT_FALSE(find_event("incident.approval_requested")->for_customer);
    EXPECT_FALSE(find_event("incident.approval_returned")->for_customer);
    const auto& approval = change.incident.approval.value();
    EXPECT_EQ(approval.status, ApprovalStatus::requested);
    EXPECT_EQ(approval.requested_by, an_agent().employee_id());
    EXPECT_EQ(approval.proposal.total_cents(), 12'000);
}

TEST_F(Approvals, AreAskedForWhatCouldBeProposedAlone) {
    auto proposal = a_gift(taken, 6'000);
    proposal.answers[0].amount_cents = 0;
    proposal.answers[1].amount_cents = limits::amount_cents + 1;
    EXPECT_THAT(pointers(request_approval(taken, proposal, "", by(an_agent()))),
                ElementsAre("/answers/0/amount_cents", "/answers/1/amount_cents", "/comment"));
    EXPECT_EQ(reason(request_approval(an_incident().now(), a_gift(taken, 1), {}, by(an_agent()))),
              Refusal::Reason::not_allowed_in_status);
}

TEST_F(Approvals, WaitOneAtATime) {
    EXPECT_EQ(reason(request_approval(requested(), a_gift(taken, 7'000), {}, by(another_agent()))),
              Refusal::Reason::contradiction);
    const auto again = must(request_approval(returned(), a_gift(taken, 5'500), {}, by(an_agent(), hours{2}))).incident;
    EXPECT_EQ(again.approval->status, ApprovalStatus::requested);
    EXPECT_EQ(again.approval->return_comment, std::nullopt) << "the new one replaces what was returned";
    EXPECT_EQ(again.approval->proposal.total_cents(), 11'000);
}

TEST_F(Approvals, SendTheProposalAsItsAuthors) {
    const auto change = must(approve(requested(), by(a_supervisor(), hours{1})));
    EXPECT_EQ(change.incident.status, Status::resolution_proposed);
    EXPECT_FALSE(change.incident.approval);
    const auto& resolution = change.incident.resolution.value();
    EXPECT_EQ(resolution.proposed_by, an_agent().employee_id());
    EXPECT_EQ(resolution.approved_by, a_supervisor().employee_id());
    EXPECT_EQ(resolution.answers[1].amount_cents, 6'000);
    ASSERT_THAT(change.entries, SizeIs(3));
    EXPECT_EQ(change.entries[0].visibility, Visibility::internal);
    for (const auto at : {1U, 2U}) {
        EXPECT_EQ(change.entries[at].visibility, Visibility::public_);
        EXPECT_THAT(change.entries[at].body, Not(HasSubstr("approv")));
        EXPECT_THAT(change.entries[at].body, Not(HasSubstr("requested_by")));
    }
    EXPECT_THAT(types(change), ElementsAre("incident.resolution_proposed"));
    EXPECT_EQ(change.events[0].data.at("requested_by"), boost::json::value(an_agent().id.to_string()));
}

TEST_F(Approvals, AreNotGivenByWhoAskedNorByAgents) {
    const auto own = must(request_approval(taken, a_gift(taken, 6'000), {}, by(a_supervisor()))).incident;
    EXPECT_EQ(reason(approve(own, by(a_supervisor()))), Refusal::Reason::not_your_role);
    EXPECT_TRUE(approve(own, by(an_admin())));
    EXPECT_EQ(reason(approve(own, by(another_agent()))), Refusal::Reason::not_your_role);
    EXPECT_EQ(reason(return_approval(own, "No", by(another_agent()))), Refusal::Reason::not_your_role);
}

TEST_F(Approvals, AreReturnedWithAReason) {
    EXPECT_THAT(pointers(return_approval(requested(), " ", by(a_supervisor()))), ElementsAre("/comment"));
    const auto change = must(return_approval(requested(), "Es demasiado", by(a_supervisor(), hours{1})));
    EXPECT_EQ(change.incident.approval->status, ApprovalStatus::returned);
    EXPECT_EQ(change.incident.approval->return_comment, "Es demasiado");
    EXPECT_EQ(change.entries[0].visibility, Visibility::internal);
    EXPECT_THAT(types(change), ElementsAre("incident.approval_returned"));
    for (const auto& nothing : {returned(), taken}) {
        EXPECT_EQ(reason(approve(nothing, by(a_supervisor()))), Refusal::Reason::contradiction);
        EXPECT_EQ(reason(return_approval(nothing, "No", by(a_supervisor()))), Refusal::Reason::contradiction);
    }
}

TEST_F(Approvals, AreDroppedByWhatEndsTheMatterOtherwise) {
    const auto other = an_incident().numbered(9).now();
    const auto proposed = must(propose_resolution(requested(), AnIncident::a_proposal(taken), by(a_supervisor())));
    const auto withdrawn = must(withdraw(requested(), by(ana())));
    const auto spam = must(mark_spam(returned(), by(an_agent())));
    const auto merged = must(merge(requested(), other, by(an_agent()))).front();
    for (const auto& change : {proposed, withdrawn, spam, merged}) {
        EXPECT_FALSE(change.incident.approval);
        const auto told = std::ranges::find(change.entries, EntryKind::change, &Entry::kind);
        ASSERT_NE(told, change.entries.end());
        EXPECT_EQ(told->visibility, Visibility::internal);
        EXPECT_THAT(told->body, HasSubstr(R"("changes":{"approval":{"from":")"));
    }
    EXPECT_EQ(proposed.incident.resolution->approved_by, std::nullopt);
    const auto undone = must(undo_merge(merged.incident, by(a_supervisor())));
    EXPECT_FALSE(undone.incident.approval) << "it has to be asked for again";
}

TEST_F(Approvals, KeepNoWordsOfAnErasedCustomer) {
    auto incident = returned();
    erase_customer(incident, filing_time + hours{9});
    EXPECT_EQ(incident.approval->proposal.answers[0].reasons, "");
    EXPECT_EQ(incident.approval->proposal.answers[0].amount_cents, 6'000);
    EXPECT_EQ(incident.approval->comment, std::nullopt);
    EXPECT_EQ(incident.approval->return_comment, std::nullopt);
    const auto asked = must(request_approval(taken, a_gift(taken, 1), "Ana insiste", by(an_agent())));
    EXPECT_TRUE(holds_personal_data(asked.entries[0]));
    const auto given_back = must(return_approval(asked.incident, "Dile a Ana que no", by(a_supervisor())));
    EXPECT_TRUE(holds_personal_data(given_back.entries[0]));
}

TEST_F(Approvals, LeaveProposalsWithoutMoneyAsTheyWereHashedAndStored) {
    const auto change = must(propose_resolution(taken, AnIncident::a_proposal(taken), by(an_agent())));
    EXPECT_EQ(change.entries[0].body,
              R"({"act":"propose","outcome":"upheld","remedy":"refund","answers":[{"point":1,"decision":"upheld",)"
              R"("reasons":"Tiene usted razón."},{"point":2,"decision":"upheld","reasons":"Tiene usted razón."}]})");
    EXPECT_THAT(boost::json::serialize(to_stored(change.incident)), Not(HasSubstr("amount")));
    const auto with_money = returned();
    EXPECT_EQ(from_stored(to_stored(with_money)), with_money);
}

} // namespace
} // namespace resuelve::incidents
