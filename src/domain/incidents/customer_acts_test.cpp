#include "domain/incidents/accept_resolution.hpp"
#include "domain/incidents/attach.hpp"
#include "domain/incidents/complete.hpp"
#include "domain/incidents/mark_spam.hpp"
#include "domain/incidents/merge.hpp"
#include "domain/incidents/rate.hpp"
#include "domain/incidents/refuse_resolution.hpp"
#include "domain/incidents/reopen.hpp"
#include "domain/incidents/reply.hpp"
#include "domain/incidents/withdraw.hpp"
#include "tests/support/an_incident.hpp"
#include "tests/support/changes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::incidents {
namespace {

using namespace testing;
using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::hours;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class CustomerActs : public ::testing::Test {
protected:
    Acting by;
};
using AcceptResolution = CustomerActs;
using RefuseResolution = CustomerActs;
using Withdraw = CustomerActs;
using Reply = CustomerActs;
using Complete = CustomerActs;
using Reopen = CustomerActs;
using Rate = CustomerActs;
using Attach = CustomerActs;

TEST_F(AcceptResolution, ClosesAsConfirmedAndSaysSo) {
    const auto incident = an_incident().resolution_proposed().now();
    const auto change = must(accept_resolution(incident, by(ana(), days{1})));
    EXPECT_EQ(change.incident.status, Status::closed);
    EXPECT_EQ(change.incident.closed_as, ClosedAs::confirmed);
    EXPECT_EQ(change.incident.closed_at, filing_time + days{1});
    EXPECT_EQ(change.incident.deadlines.reopen_by, filing_time + days{31});
    EXPECT_EQ(change.incident.deadlines.confirm_by, std::nullopt);
    EXPECT_EQ(change.incident.version, incident.version + 1);
    EXPECT_THAT(types(change), ElementsAre("incident.resolution_accepted"));
    EXPECT_EQ(change.entries.back().body,
              R"({"act":"accept","from":"resolution_proposed","to":"closed","closed_as":"confirmed"})");
}

TEST_F(AcceptResolution, IsRefusedBeforeOneIsProposed) {
    EXPECT_EQ(reason(accept_resolution(an_incident().in_progress().now(), by(ana()))),
              Refusal::Reason::not_allowed_in_status);
}

TEST_F(AcceptResolution, IsNotForEmployees) {
    for (const auto& employee : {an_agent(), a_supervisor(), an_admin()})
        EXPECT_EQ(reason(accept_resolution(an_incident().resolution_proposed().now(), by(employee))),
                  Refusal::Reason::not_your_role);
}

TEST_F(RefuseResolution, GoesBackToWorkWithANewTermForTheShop) {
    const auto incident = an_incident().with_points(2).resolution_proposed().now();
    const auto change =
        must(refuse_resolution(incident, {.reason = "Sigue goteando", .points = {2}}, by(ana(), days{3})));
    EXPECT_EQ(change.incident.status, Status::in_progress);
    EXPECT_EQ(change.incident.refusals, 1);
    EXPECT_FALSE(change.incident.escalated);
    EXPECT_EQ(change.incident.deadlines.answer_from, filing_time + days{3});
    EXPECT_GT(change.incident.deadlines.answer_by, incident.deadlines.answer_by);
    EXPECT_THAT(change.entries.back().body, HasSubstr(R"("text":"Sigue goteando","points":[2])"));
    EXPECT_THAT(types(change), ElementsAre("incident.resolution_refused"));
}

TEST_F(RefuseResolution, EscalatesTheSecondTime) {
    auto incident = an_incident().resolution_proposed().now();
    incident = must(refuse_resolution(incident, {.reason = "No"}, by(ana()))).incident;
    incident = must(propose_resolution(incident, AnIncident::a_proposal(incident), by(an_agent()))).incident;
    const auto change = must(refuse_resolution(incident, {.reason = "Tampoco"}, by(ana())));
    EXPECT_TRUE(change.incident.escalated);
    EXPECT_THAT(types(change), ElementsAre("incident.resolution_refused", "incident.escalated"));
}

TEST_F(RefuseResolution, NamesEveryWrongField) {
    const auto incident = an_incident().with_points(2).resolution_proposed().now();
    EXPECT_THAT(pointers(refuse_resolution(incident, {.reason = "", .points = {0, 1, 1, 3}}, by(ana()))),
                ElementsAre("/reason", "/points/0", "/points/2", "/points/3"));
}

TEST_F(Withdraw, ClosesFromEveryOpenStatus) {
    for (const auto status : {Status::registered, Status::in_progress, Status::awaiting_customer,
                              Status::awaiting_completion, Status::awaiting_third_party, Status::resolution_proposed})
        EXPECT_EQ(must(withdraw(an_incident().in(status).now(), by(ana()))).incident.closed_as, ClosedAs::withdrawn);
    EXPECT_EQ(reason(withdraw(an_incident().closed().now(), by(ana()))), Refusal::Reason::not_allowed_in_status);
}

TEST_F(Reply, AnswersAnOpenQuestionAndLetsTheServiceClockRunOn) {
    const auto incident = an_incident().awaiting_customer().now();
    EXPECT_EQ(incident.paused_at, filing_time);
    const auto change = must(reply(incident, {.body = "Roja"}, by(ana(), hours{5})));
    EXPECT_EQ(change.incident.status, Status::in_progress);
    EXPECT_EQ(change.incident.paused_at, std::nullopt);
    EXPECT_EQ(change.incident.paused_for, hours{5});
    EXPECT_EQ(change.incident.deadlines.answer_by, incident.deadlines.answer_by) << "the legal clock ran all the time";
    EXPECT_THAT(change.entries, SizeIs(2));
}

TEST_F(Reply, BreaksTheSilenceAfterAProposal) {
    const auto change =
        must(reply(an_incident().resolution_proposed().now(), {.body = "Lo pienso"}, by(ana(), days{9})));
    EXPECT_EQ(change.incident.status, Status::resolution_proposed);
    EXPECT_EQ(change.incident.deadlines.confirm_by, filing_time + days{19});
}

TEST_F(Reply, IsNotPossibleOnceClosed) {
    EXPECT_EQ(reason(reply(an_incident().closed().now(), {.body = "Una cosa más"}, by(ana()))),
              Refusal::Reason::not_allowed_in_status);
}

TEST_F(Reply, MeasuresTextInCharactersWithoutSpaceAround) {
    const auto incident = an_incident().now();
    std::string longest;
    for (int i = 0; i < 10'000; ++i)
        longest += "ñ";
    EXPECT_TRUE(reply(incident, {.body = " " + longest + "\n"}, by(ana())));
    EXPECT_THAT(pointers(reply(incident, {.body = longest + "x"}, by(ana()))), ElementsAre("/body"));
    EXPECT_THAT(pointers(reply(incident, {.body = " \n "}, by(ana()))), ElementsAre("/body"));
    EXPECT_THAT(pointers(reply(incident, {.body = "\xFF"}, by(ana()))), ElementsAre("/body"));
}

TEST_F(Reply, CanAskForAPerson) {
    const auto change = must(reply(an_incident().now(), {.body = "Llámenme", .person_requested = true}, by(ana())));
    EXPECT_TRUE(change.incident.person_requested);
}

TEST_F(Reply, LinksOwnPendingUploads) {
    const auto incident = an_incident().now();
    const auto upload = an_upload(incident, ana(), 1);
    const auto change = must(reply(incident, {.body = "Foto", .attachments = {upload}}, by(ana())));
    ASSERT_THAT(change.attachments, SizeIs(1));
    EXPECT_EQ(change.attachments[0].entry, incident.history.entries + 1);
    EXPECT_EQ(change.incident.attachments, 1);
    EXPECT_THAT(change.entries[0].body, HasSubstr(to_hex(upload.sha256)));
}

TEST_F(Reply, RefusesUploadsThatAreNotOnesOwnPendingOnesOfTheIncident) {
    const auto incident = an_incident().now();
    const auto fine = an_upload(incident, ana(), 1);
    auto linked = an_upload(incident, ana(), 2);
    linked.entry = 1;
    auto infected = an_upload(incident, ana(), 3);
    infected.state = ScanState::infected;
    const auto foreign = an_upload(incident, an_agent(), 4);
    auto elsewhere = an_upload(incident, ana(), 5);
    elsewhere.incident = IncidentId{uuid(9)};
    EXPECT_THAT(
        pointers(reply(incident, {.body = "Foto", .attachments = {fine, linked, infected, foreign, elsewhere, fine}},
                       by(ana()))),
        ElementsAre("/attachment_ids/1", "/attachment_ids/2", "/attachment_ids/3", "/attachment_ids/4",
                    "/attachment_ids/5"));
}

TEST_F(Attach, AddsFilesByThemselvesUpToTheLimit) {
    auto incident = an_incident().now();
    incident.attachments = 49;
    const auto change = must(attach(incident, {an_upload(incident, ana(), 1)}, by(ana())));
    EXPECT_EQ(change.entries.back().kind, EntryKind::attachment);
    EXPECT_EQ(change.incident.attachments, 50);
    EXPECT_THAT(pointers(attach(change.incident, {an_upload(incident, ana(), 2)}, by(ana()))),
                ElementsAre("/attachment_ids"));
    EXPECT_THAT(pointers(attach(incident, {}, by(ana()))), ElementsAre("/attachment_ids"));
}

TEST_F(Complete, StartsTheLegalClockAgain) {
    // The law's second worked example: asked on day 4, answered 6 working days later.
    const auto answered = at("2026-12-15T10:00:00+01:00");
    const auto incident = an_incident().awaiting_completion().now();
    const auto change = must(complete(incident, {.body = "Aquí está"}, by(ana(), answered - filing_time)));
    EXPECT_EQ(change.incident.status, Status::in_progress);
    EXPECT_EQ(change.incident.deadlines.answer_from, answered);
    // 16–18, 21–24, 28–31 December, 4, 5, 7, 8 January: 25 December and 6 January, and 1 January, are holidays.
    EXPECT_EQ(change.incident.deadlines.answer_by, at("2027-01-08T23:59:59.999+01:00"));
    EXPECT_EQ(change.incident.deadlines.complete_by, std::nullopt);
    EXPECT_THAT(change.incident.missing, IsEmpty());
    EXPECT_THAT(types(change), ElementsAre("incident.completed"));
}

TEST_F(Reopen, IsTheCustomersForThirtyDays) {
    const auto closed = an_incident().closed().now();
    const auto last_moment = *closed.deadlines.reopen_by - filing_time;
    const auto change = must(reopen(closed, "Vuelve a gotear", by(ana(), last_moment)));
    EXPECT_EQ(change.incident.status, Status::in_progress);
    EXPECT_EQ(change.incident.closed_as, std::nullopt);
    EXPECT_EQ(change.incident.closed_at, std::nullopt);
    EXPECT_EQ(change.incident.deadlines.answer_from, filing_time + last_moment);
    EXPECT_EQ(reason(reopen(closed, "Vuelve a gotear", by(ana(), last_moment + 1ms))), Refusal::Reason::too_late);
}

TEST_F(Reopen, IsASupervisorsAtAnyTimeWithAReason) {
    const auto closed = an_incident().closed().now();
    EXPECT_TRUE(reopen(closed, "Nos equivocamos", by(a_supervisor(), days{400})));
    EXPECT_THAT(pointers(reopen(closed, " ", by(a_supervisor()))), ElementsAre("/reason"));
    EXPECT_EQ(reason(reopen(closed, "Nos equivocamos", by(an_agent()))), Refusal::Reason::not_your_role);
}

TEST_F(Reopen, OfSpamIsASupervisorsAlone) {
    const auto spam = must(mark_spam(an_incident().now(), by(an_agent()))).incident;
    EXPECT_EQ(reason(reopen(spam, "No es spam", by(ana()))), Refusal::Reason::contradiction);
    EXPECT_TRUE(reopen(spam, "No es spam", by(a_supervisor())));
}

TEST_F(Reopen, OfWhatWasMergedIsAContradiction) {
    const auto into = an_incident().numbered(2).now();
    const auto merged = must(merge(an_incident().now(), into, by(an_agent()))).front().incident;
    EXPECT_EQ(reason(reopen(merged, "Otra vez", by(ana()))), Refusal::Reason::contradiction);
    EXPECT_EQ(reason(reopen(merged, "Otra vez", by(a_supervisor()))), Refusal::Reason::contradiction);
}

TEST_F(Rate, IsPossibleOnceAndOnlyWhenClosed) {
    EXPECT_EQ(reason(rate(an_incident().resolution_proposed().now(), {.score = 5}, by(ana()))),
              Refusal::Reason::not_allowed_in_status);
    const auto closed = an_incident().closed().now();
    const auto change = must(rate(closed, {.score = 5, .comment = "Bien"}, by(ana())));
    EXPECT_EQ(change.incident.satisfaction->score, 5);
    EXPECT_EQ(change.incident.status, Status::closed);
    EXPECT_EQ(reason(rate(change.incident, {.score = 1}, by(ana()))), Refusal::Reason::contradiction);
}

TEST_F(Rate, TakesOneToFive) {
    const auto closed = an_incident().closed().now();
    for (const int score : {0, 6, -1})
        EXPECT_THAT(pointers(rate(closed, {.score = score}, by(ana()))), ElementsAre("/score"));
}

} // namespace
} // namespace resuelve::incidents
