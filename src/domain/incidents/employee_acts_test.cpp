#include "domain/incidents/answer.hpp"
#include "domain/incidents/ask_information.hpp"
#include "domain/incidents/change_incident.hpp"
#include "domain/incidents/erasure.hpp"
#include "domain/incidents/escalate.hpp"
#include "domain/incidents/legal_hold.hpp"
#include "domain/incidents/mark_spam.hpp"
#include "domain/incidents/merge.hpp"
#include "domain/incidents/note.hpp"
#include "domain/incidents/propose_resolution.hpp"
#include "domain/incidents/register_incident.hpp"
#include "domain/incidents/request_completion.hpp"
#include "domain/incidents/take.hpp"
#include "domain/incidents/wait_for_third_party.hpp"
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
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class EmployeeActs : public ::testing::Test {
protected:
    Acting by;
};
using RegisterIncident = EmployeeActs;
using Take = EmployeeActs;
using AnswerTheCustomer = EmployeeActs;
using Note = EmployeeActs;
using AskInformation = EmployeeActs;
using RequestCompletion = EmployeeActs;
using WaitForThirdParty = EmployeeActs;
using ChangeIncident = EmployeeActs;
using ProposeResolution = EmployeeActs;
using MergeIncidents = EmployeeActs;
using Escalate = EmployeeActs;
using MarkSpam = EmployeeActs;
using LegalHold = EmployeeActs;

NewIncident a_claim() {
    return {.customer_id = ana().customer_id(),
            .customer_name = "Ana Pérez",
            .subject = "Cafetera averiada",
            .description = "Gotea desde el primer día."};
}

TEST_F(RegisterIncident, StartsTheClocksAndKeepsWhatWasFiledInTheChain) {
    auto claim = a_claim();
    claim.points = {"La cafetera", "El envío"};
    claim.order = Order{.reference = "P-7", .product = "Cafetera"};
    const auto change = must(register_incident(claim, by(ana())));
    EXPECT_EQ(change.before, 0);
    EXPECT_EQ(change.incident.version, 1);
    EXPECT_EQ(change.incident.status, Status::registered);
    EXPECT_EQ(change.incident.deadlines.answer_by, at("2026-12-22T23:59:59.999+01:00"));
    EXPECT_TRUE(Reference::parse(change.incident.reference.value));
    ASSERT_THAT(change.entries, SizeIs(2));
    EXPECT_THAT(change.entries[0].body, HasSubstr(R"("text":"Gotea desde el primer día.")"));
    EXPECT_THAT(change.entries[0].body, HasSubstr(R"("points":["La cafetera","El envío"])"));
    EXPECT_THAT(change.entries[0].body, HasSubstr(R"("order":{"reference":"P-7","product":"Cafetera"})"));
    EXPECT_EQ(change.entries[1].body, R"({"act":"register","from":null,"to":"registered"})");
    EXPECT_THAT(types(change), ElementsAre("incident.registered"));
}

TEST_F(RegisterIncident, GivesAnUndueChargeItsOwnClock) {
    auto claim = a_claim();
    claim.category = "undue_charge";
    const auto saturday = at("2026-11-28T11:00:00+01:00");
    const auto change = must(register_incident(claim, by(ana(), saturday - filing_time)));
    EXPECT_EQ(change.incident.deadlines.answer_by, at("2026-12-03T23:59:59.999+01:00"));
}

TEST_F(RegisterIncident, TellsTheContactOnlyWhileNobodyOwnsTheClaim) {
    auto claim = a_claim();
    EXPECT_FALSE(must(register_incident(claim, by(ana()))).events[0].data.contains("contact"));
    claim.customer_id.reset();
    claim.customer_name.clear();
    claim.contact = Contact{"Fermín", "fermin@example.com", std::nullopt};
    const auto change = must(register_incident(claim, by(an_actor(access::Role::anonymous, {}, ""))));
    EXPECT_EQ(change.events[0].data.at("contact").at("email").as_string(), "fermin@example.com");
    EXPECT_EQ(change.entries[0].author_id, std::nullopt);
    EXPECT_EQ(change.incident.customer_name, "Fermín");
}

TEST_F(RegisterIncident, NamesEveryWrongField) {
    NewIncident claim{.contact = Contact{"", "", "1"},
                      .language = "fr",
                      .subject = "ab",
                      .description = "corta",
                      .order = Order{.reference = std::string(201, 'x'), .quantity = 1'001},
                      .points = {"bien", ""},
                      .category = ""};
    EXPECT_THAT(pointers(register_incident(claim, by(ana()))),
                UnorderedElementsAre("/subject", "/description", "/category", "/points/1", "/language",
                                     "/order/reference", "/order/quantity", "/contact/name", "/contact/phone",
                                     "/contact/email"));
    claim = a_claim();
    claim.customer_id.reset();
    claim.points.assign(51, "punto");
    EXPECT_THAT(pointers(register_incident(claim, by(ana()))), ElementsAre("/points", "/contact"));
}

TEST_F(RegisterIncident, SaysWhichIncidentItContinues) {
    auto claim = a_claim();
    claim.continues = IncidentId{uuid(9)};
    const auto change = must(register_incident(claim, by(ana())));
    EXPECT_EQ(change.incident.continues, claim.continues);
    EXPECT_THAT(change.entries[1].body, HasSubstr(uuid(9).to_string()));
}

TEST_F(Take, MakesTheEmployeeTheAssigneeAndBeginsTheWork) {
    const auto change = must(take(an_incident().now(), by(an_agent())));
    EXPECT_EQ(change.incident.status, Status::in_progress);
    EXPECT_EQ(change.incident.assignee_id, an_agent().employee_id());
    EXPECT_EQ(change.entries[0].visibility, Visibility::internal) << "who works on it is not the customer's matter";
    EXPECT_THAT(types(change), ElementsAre("incident.taken"));
}

TEST_F(Take, FromAColleagueKeepsTheStatus) {
    const auto change = must(take(an_incident().awaiting_customer().now(), by(another_agent())));
    EXPECT_EQ(change.incident.status, Status::awaiting_customer);
    EXPECT_EQ(change.incident.assignee_id, another_agent().employee_id());
}

TEST_F(Take, OfOnesOwnIsAContradictionUnlessItWaitedForAThirdParty) {
    EXPECT_EQ(reason(take(an_incident().in_progress().now(), by(an_agent()))), Refusal::Reason::contradiction);
    const auto change = must(take(an_incident().awaiting_third_party().now(), by(an_agent())));
    EXPECT_EQ(change.incident.status, Status::in_progress);
    EXPECT_THAT(change.entries, SizeIs(1));
}

TEST_F(AnswerTheCustomer, IsTheFirstAnswerOnlyOnce) {
    const auto first = must(answer(an_incident().now(), {.body = "Lo miramos"}, by(an_agent(), hours{2})));
    EXPECT_EQ(first.incident.status, Status::in_progress);
    EXPECT_EQ(first.incident.first_answered_at, filing_time + hours{2});
    EXPECT_EQ(first.events[0].data.at("text").as_string(), "Lo miramos");
    const auto second = must(answer(first.incident, {.body = "Ya está"}, by(an_agent(), hours{9})));
    EXPECT_EQ(second.incident.first_answered_at, filing_time + hours{2});
}

TEST_F(Note, IsForEmployeesInEveryStatusAndAnswersNothing) {
    for (const auto status : {Status::registered, Status::closed}) {
        const auto change = must(note(an_incident().in(status).now(), {.body = "Ojo"}, by(an_agent())));
        EXPECT_EQ(change.incident.status, status);
        EXPECT_EQ(change.entries.back().visibility, Visibility::internal);
    }
    EXPECT_EQ(must(note(an_incident().now(), {.body = "Ojo"}, by(an_agent()))).incident.first_answered_at,
              std::nullopt);
    const auto mentioning = must(note(an_incident().now(), {.body = "@eva, ojo"}, by(an_agent()))).events.at(0).data;
    EXPECT_EQ(mentioning.at("mentions"), (boost::json::array{"eva"}));
    EXPECT_EQ(mentioning.at("actor_id").as_string(), an_agent().id.to_string());
    EXPECT_EQ(reason(note(an_incident().now(), {.body = "Ojo"}, by(ana()))), Refusal::Reason::not_your_role);
}

TEST_F(AskInformation, PausesTheServiceClockAlone) {
    const auto incident = an_incident().in_progress().now();
    const auto change = must(ask_information(incident, {.body = "¿Cuál es?"}, by(an_agent(), hours{1})));
    EXPECT_EQ(change.incident.status, Status::awaiting_customer);
    EXPECT_EQ(change.incident.paused_at, filing_time + hours{1});
    EXPECT_EQ(change.incident.deadlines.answer_by, incident.deadlines.answer_by);
}

TEST_F(RequestCompletion, GivesAtLeastTenWorkingDays) {
    const auto incident = an_incident().in_progress().now();
    const auto change = must(
        request_completion(incident, {.message = {.body = "Falta el tique"}, .missing = {"El tique"}}, by(an_agent())));
    EXPECT_EQ(change.incident.status, Status::awaiting_completion);
    EXPECT_EQ(change.incident.deadlines.complete_by, at("2026-12-15T23:59:59.999+01:00"));
    EXPECT_THAT(change.incident.missing, ElementsAre("El tique"));

    using namespace std::chrono_literals;
    CompletionRequest request{.message = {.body = "Falta"}, .missing = {"El tique"}, .due = 2026y / 12 / 14};
    EXPECT_THAT(pointers(request_completion(incident, request, by(an_agent()))), ElementsAre("/due"));
    request.due = 2026y / 12 / 16;
    EXPECT_EQ(must(request_completion(incident, request, by(an_agent()))).incident.deadlines.complete_by,
              at("2026-12-16T23:59:59.999+01:00"));
    request.due = 2028y / 1 / 1;
    EXPECT_THAT(pointers(request_completion(incident, request, by(an_agent()))), ElementsAre("/due"));
}

TEST_F(RequestCompletion, BeginsAPauseOfItsOwnAfterAQuestion) {
    const auto asked =
        must(ask_information(an_incident().in_progress().now(), {.body = "¿Cuál es?"}, by(an_agent(), hours{1})));
    const auto change = must(request_completion(
        asked.incident, {.message = {.body = "Falta el tique"}, .missing = {"El tique"}}, by(an_agent(), hours{2})));
    EXPECT_EQ(change.incident.paused_at.value() - asked.incident.paused_at.value(), change.incident.paused_for);
    EXPECT_EQ(change.incident.paused_at, change.incident.updated_at);
    EXPECT_GE(change.incident.paused_for, hours{1});
}

TEST_F(RequestCompletion, SaysWhatIsMissing) {
    const auto incident = an_incident().in_progress().now();
    EXPECT_THAT(pointers(request_completion(incident, {.message = {.body = ""}, .missing = {}}, by(an_agent()))),
                ElementsAre("/body", "/missing"));
    EXPECT_THAT(
        pointers(request_completion(incident, {.message = {.body = "Falta"}, .missing = {"", "x"}}, by(an_agent()))),
        ElementsAre("/missing/0"));
}

TEST_F(WaitForThirdParty, KeepsTheServiceClockRunningAndTheReasonInternal) {
    const auto until = filing_time + days{4};
    const auto change = must(wait_for_third_party(an_incident().in_progress().now(),
                                                  {.message = {.body = "Fabricante"}, .until = until}, by(an_agent())));
    EXPECT_EQ(change.incident.status, Status::awaiting_third_party);
    EXPECT_EQ(change.incident.paused_at, std::nullopt);
    EXPECT_EQ(change.incident.deadlines.third_party_by, until);
    EXPECT_EQ(change.entries[0].visibility, Visibility::internal);
    EXPECT_THAT(
        pointers(wait_for_third_party(an_incident().in_progress().now(),
                                      {.message = {.body = "Fabricante"}, .until = filing_time}, by(an_agent()))),
        ElementsAre("/until"));
}

TEST_F(ChangeIncident, AssignsAndChangesAsOne) {
    const TeamId team{uuid(20)};
    const Patch patch{.assignee_id = std::optional{another_agent().employee_id()},
                      .team_id = std::optional{team},
                      .priority = Priority::urgent,
                      .category = std::optional<std::string>{"envío"},
                      .tags = std::set<std::string>{"vip"}};
    const auto change = must(change_incident(an_incident().in_progress().now(), patch, by(an_agent())));
    EXPECT_EQ(change.incident.assignee_id, another_agent().employee_id());
    EXPECT_EQ(change.incident.team_id, team);
    EXPECT_EQ(change.incident.priority, Priority::urgent);
    EXPECT_EQ(change.incident.category, "envío");
    EXPECT_THAT(change.incident.tags, ElementsAre("vip"));
    EXPECT_THAT(types(change), ElementsAre("incident.assigned", "incident.changed"));
    EXPECT_EQ(change.incident.version, an_incident().in_progress().now().version + 1);
    EXPECT_EQ(change.events[0].data.at("assignee_before").as_string(), an_agent().employee_id().to_string());
}

TEST_F(ChangeIncident, ThatChangesNothingHasNoEntries) {
    const auto incident = an_incident().in_progress().now();
    const auto change = must(
        change_incident(incident, {.assignee_id = incident.assignee_id, .priority = Priority::normal}, by(an_agent())));
    EXPECT_THAT(change.entries, IsEmpty());
    EXPECT_EQ(change.incident, incident);
}

TEST_F(ChangeIncident, CanLeaveItWithoutAssignee) {
    const auto change = must(change_incident(an_incident().in_progress().now(),
                                             {.assignee_id = std::optional<EmployeeId>{}}, by(an_agent())));
    EXPECT_EQ(change.incident.assignee_id, std::nullopt);
}

TEST_F(ChangeIncident, ToAnUndueChargeShortensTheTerm) {
    const auto change = must(change_incident(
        an_incident().now(), {.category = std::optional<std::string>{"undue_charge"}}, by(an_agent(), days{1})));
    EXPECT_EQ(change.incident.deadlines.answer_by, at("2026-12-02T23:59:59.999+01:00"));
}

TEST_F(ChangeIncident, NamesEveryWrongField) {
    std::set<std::string> tags{""};
    for (int i = 0; i < 20; ++i)
        tags.insert("t" + std::to_string(i));
    EXPECT_THAT(pointers(change_incident(an_incident().now(),
                                         {.category = std::optional<std::string>{std::string(61, 'x')}, .tags = tags},
                                         by(an_agent()))),
                ElementsAre("/category", "/tags", "/tags/0"));
}

TEST_F(ChangeIncident, IsTheSystemsForAssigningAlone) {
    const Patch assign{.assignee_id = std::optional{an_agent().employee_id()}};
    EXPECT_TRUE(change_incident(an_incident().now(), assign, by(the_system())));
    EXPECT_EQ(reason(change_incident(an_incident().now(), {.priority = Priority::high}, by(the_system()))),
              Refusal::Reason::not_your_role);
}

TEST_F(ProposeResolution, AnswersEveryPointAndWaitsForTheCustomer) {
    const auto incident = an_incident().with_points(2).in_progress().now();
    const Proposal proposal{.outcome = Decision::partly_upheld,
                            .remedy = Remedy::repair,
                            .answers = {{2, Decision::rejected, "El envío fue puntual"}, {1, Decision::upheld, "Sí"}}};
    const auto change = must(propose_resolution(incident, proposal, by(an_agent(), days{2})));
    EXPECT_EQ(change.incident.status, Status::resolution_proposed);
    EXPECT_EQ(change.incident.resolution->answers.front().point, 1) << "in the order of the points";
    EXPECT_EQ(change.incident.answered_at, filing_time + days{2});
    EXPECT_EQ(change.incident.first_answered_at, filing_time + days{2});
    EXPECT_EQ(change.incident.deadlines.remind_at, filing_time + days{7});
    EXPECT_EQ(change.incident.deadlines.confirm_by, filing_time + days{12});
    EXPECT_EQ(change.entries[0].kind, EntryKind::resolution);
    EXPECT_EQ(change.entries[1].kind, EntryKind::transition);
    EXPECT_THAT(types(change), ElementsAre("incident.resolution_proposed"));
}

TEST_F(ProposeResolution, IsRefusedWhileAPointIsUnansweredOrAnsweredTwice) {
    const auto incident = an_incident().with_points(2).in_progress().now();
    EXPECT_THAT(pointers(propose_resolution(
                    incident, {.outcome = Decision::upheld, .answers = {{1, Decision::upheld, "Sí"}}}, by(an_agent()))),
                ElementsAre("/answers"));
    EXPECT_THAT(pointers(propose_resolution(
                    incident,
                    {.outcome = Decision::upheld,
                     .answers = {{1, Decision::upheld, "Sí"}, {1, Decision::upheld, "Sí"}, {3, Decision::upheld, ""}}},
                    by(an_agent()))),
                ElementsAre("/answers/1/point", "/answers/2/point", "/answers/2/reasons", "/answers"));
}

TEST_F(ProposeResolution, AnswersTheDescriptionOfAnIncidentWithoutPoints) {
    EXPECT_TRUE(propose_resolution(an_incident().in_progress().now(),
                                   {.outcome = Decision::rejected, .answers = {{1, Decision::rejected, "No procede"}}},
                                   by(an_agent())));
}

TEST_F(ProposeResolution, HasTheOutcomeThatItsDecisionsMake) {
    const auto incident = an_incident().with_points(2).in_progress().now();
    const auto propose = [&](Decision outcome, Decision one, Decision two) {
        return propose_resolution(incident, {.outcome = outcome, .answers = {{1, one, "x"}, {2, two, "x"}}},
                                  by(an_agent()));
    };
    using enum Decision;
    EXPECT_TRUE(propose(upheld, upheld, upheld));
    EXPECT_TRUE(propose(rejected, rejected, rejected));
    EXPECT_TRUE(propose(partly_upheld, upheld, rejected));
    EXPECT_TRUE(propose(partly_upheld, partly_upheld, partly_upheld));
    EXPECT_THAT(pointers(propose(upheld, upheld, rejected)), ElementsAre("/outcome"));
    EXPECT_THAT(pointers(propose(partly_upheld, upheld, upheld)), ElementsAre("/outcome"));
    EXPECT_THAT(pointers(propose(rejected, partly_upheld, rejected)), ElementsAre("/outcome"));
}

TEST_F(ProposeResolution, NeedsSomebodyToWorkOnItFirst) {
    const auto incident = an_incident().now();
    EXPECT_EQ(reason(propose_resolution(incident, AnIncident::a_proposal(incident), by(an_agent()))),
              Refusal::Reason::not_allowed_in_status);
}

TEST_F(MergeIncidents, ClosesOneAndTellsTheOther) {
    const auto one = an_incident().in_progress().now();
    const auto other = an_incident().numbered(2).filed_at(filing_time + days{9}).now();
    const auto changes = must(merge(one, other, by(an_agent(), days{9})));
    ASSERT_THAT(changes, SizeIs(2));
    EXPECT_EQ(changes[0].incident.closed_as, ClosedAs::merged);
    EXPECT_EQ(changes[0].incident.merge->into, other.id);
    EXPECT_EQ(changes[0].incident.deadlines.reopen_by, std::nullopt);
    EXPECT_EQ(changes[1].incident.deadlines.answer_by, one.deadlines.answer_by) << "the earlier term holds for both";
    EXPECT_THAT(types(changes[0]), ElementsAre("incident.merged"));
    EXPECT_THAT(types(changes[1]), ElementsAre("incident.received_merge"));
}

TEST_F(MergeIncidents, IsRefusedForAnothersItselfAndClosedOnes) {
    const auto one = an_incident().in_progress().now();
    const auto contact = an_incident().numbered(2).of_contact("fermin@example.com").now();
    const auto same_contact = an_incident().numbered(3).of_contact("fermin@example.com").now();
    EXPECT_EQ(reason(merge(one, one, by(an_agent()))), Refusal::Reason::contradiction);
    EXPECT_EQ(reason(merge(one, an_incident().numbered(2).closed().now(), by(an_agent()))),
              Refusal::Reason::contradiction);
    EXPECT_EQ(reason(merge(one, an_incident().numbered(2).of(CustomerId{uuid(9)}).now(), by(an_agent()))),
              Refusal::Reason::contradiction);
    EXPECT_EQ(reason(merge(one, contact, by(an_agent()))), Refusal::Reason::contradiction);
    EXPECT_TRUE(merge(contact, same_contact, by(an_agent())));
}

TEST_F(MergeIncidents, CanBeUndoneByASupervisorToTheFormerStatusAndWithoutLossOfTime) {
    const auto into = an_incident().numbered(2).now();
    for (const auto status : {Status::registered, Status::in_progress, Status::awaiting_customer,
                              Status::awaiting_completion, Status::awaiting_third_party, Status::resolution_proposed}) {
        const auto before = an_incident().in(status).now();
        const auto merged = must(merge(before, into, by(an_agent()))).front().incident;
        EXPECT_EQ(reason(undo_merge(merged, by(an_agent()))), Refusal::Reason::not_your_role);
        const auto undone = must(undo_merge(merged, by(a_supervisor(), days{20}))).incident;
        EXPECT_EQ(undone.status, status);
        EXPECT_EQ(undone.closed_as, std::nullopt);
        EXPECT_EQ(undone.merge, std::nullopt);
        EXPECT_EQ(undone.missing, before.missing);
        if (status == Status::resolution_proposed) EXPECT_EQ(undone.deadlines.confirm_by, filing_time + days{30});
        if (status == Status::awaiting_completion) EXPECT_GT(undone.deadlines.complete_by, filing_time + days{30});
    }
    EXPECT_EQ(reason(undo_merge(an_incident().closed().now(), by(a_supervisor()))), Refusal::Reason::contradiction);
}

TEST_F(Escalate, IsASupervisorsOnce) {
    const auto incident = an_incident().in_progress().now();
    EXPECT_EQ(reason(escalate(incident, "Urge", by(an_agent()))), Refusal::Reason::not_your_role);
    EXPECT_THAT(pointers(escalate(incident, "", by(a_supervisor()))), ElementsAre("/reason"));
    const auto change = must(escalate(incident, "Urge", by(an_admin())));
    EXPECT_TRUE(change.incident.escalated);
    EXPECT_EQ(reason(escalate(change.incident, "Urge", by(a_supervisor()))), Refusal::Reason::contradiction);
}

TEST_F(MarkSpam, ClosesForGood) {
    const auto change = must(mark_spam(an_incident().now(), by(an_agent())));
    EXPECT_EQ(change.incident.closed_as, ClosedAs::spam);
    EXPECT_EQ(change.incident.deadlines.reopen_by, std::nullopt);
    EXPECT_EQ(reason(mark_spam(an_incident().resolution_proposed().now(), by(an_agent()))),
              Refusal::Reason::not_allowed_in_status);
}

TEST_F(LegalHold, IsSetWithAReasonAndLiftedBySupervisorsInAnyStatus) {
    for (const auto& incident : {an_incident().now(), an_incident().closed().now()}) {
        EXPECT_EQ(reason(hold(incident, "Demanda", by(an_agent()))), Refusal::Reason::not_your_role);
        EXPECT_THAT(pointers(hold(incident, "", by(a_supervisor()))), ElementsAre("/reason"));
        const auto held = must(hold(incident, "Demanda", by(a_supervisor())));
        EXPECT_TRUE(held.incident.legal_hold);
        EXPECT_EQ(held.incident.status, incident.status);
        EXPECT_EQ(reason(hold(held.incident, "Otra", by(an_admin()))), Refusal::Reason::contradiction);
        const auto lifted = must(lift_hold(held.incident, by(an_admin())));
        EXPECT_FALSE(lifted.incident.legal_hold);
        EXPECT_EQ(reason(lift_hold(lifted.incident, by(a_supervisor()))), Refusal::Reason::contradiction);
    }
}

TEST_F(LegalHold, IsToldToEmployeesAlone) {
    const auto held = must(hold(an_incident().now(), "Demanda", by(a_supervisor())));
    ASSERT_THAT(held.entries, SizeIs(1));
    EXPECT_EQ(held.entries[0].visibility, Visibility::internal);
    EXPECT_THAT(held.entries[0].body, HasSubstr("Demanda"));
    ASSERT_THAT(held.events, SizeIs(1));
    EXPECT_EQ(held.events[0].type, "incident.held");
    EXPECT_THAT(boost::json::serialize(held.events[0].data), Not(HasSubstr("Demanda")));
}

TEST_F(LegalHold, IsTooLateForWhatIsErased) {
    auto incident = an_incident().now();
    erase_customer(incident, filing_time);
    EXPECT_EQ(reason(hold(incident, "Demanda", by(a_supervisor()))), Refusal::Reason::contradiction);
}

} // namespace
} // namespace resuelve::incidents
