#include "domain/incidents/change_incident.hpp"
#include "domain/incidents/due_acts.hpp"
#include "domain/incidents/link_customer.hpp"
#include "domain/incidents/record_notification.hpp"
#include "tests/support/an_incident.hpp"
#include "tests/support/changes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace resuelve::incidents {
namespace {

using namespace testing;
using namespace std::chrono_literals;
using std::chrono::days;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class SystemActs : public ::testing::Test {
protected:
    Acting by;
};
using Silence = SystemActs;
using Lapse = SystemActs;
using Warning = SystemActs;
using LinkCustomer = SystemActs;
using RecordNotification = SystemActs;

TEST_F(Silence, IsRemindedOfOnceOnDayFiveAndEndsOnDayTen) {
    auto incident = an_incident().resolution_proposed().now();
    EXPECT_EQ(due_act(incident, filing_time + days{5} - 1ms), std::nullopt);
    EXPECT_EQ(due_act(incident, filing_time + days{5}), Act::remind);
    const auto reminded = must(do_what_is_due(incident, by(the_system(), days{5})));
    EXPECT_THAT(types(reminded), ElementsAre("incident.reminded"));
    incident = reminded.incident;
    EXPECT_EQ(due_act(incident, filing_time + days{10} - 1ms), std::nullopt);
    EXPECT_EQ(reason(remind(incident, by(the_system(), days{6}))), Refusal::Reason::contradiction);
    const auto closed = must(do_what_is_due(incident, by(the_system(), days{10})));
    EXPECT_EQ(closed.incident.closed_as, ClosedAs::no_answer);
    EXPECT_EQ(due_act(closed.incident, filing_time + days{400}), std::nullopt);
}

TEST_F(Silence, EndsNotBeforeItsTime) {
    EXPECT_EQ(reason(close_unanswered(an_incident().resolution_proposed().now(), by(the_system(), days{10} - 1ms))),
              Refusal::Reason::contradiction);
}

TEST_F(Silence, IsNoEmployeesToEnd) {
    EXPECT_EQ(reason(close_unanswered(an_incident().resolution_proposed().now(), by(a_supervisor(), days{30}))),
              Refusal::Reason::not_your_role);
}

TEST_F(Lapse, ClosesAFilingThatIsNotCompletedInTime) {
    const auto incident = an_incident().awaiting_completion().now();
    const auto term = *incident.deadlines.complete_by - filing_time;
    EXPECT_EQ(reason(close_lapsed(incident, by(the_system(), term - 1ms))), Refusal::Reason::contradiction);
    EXPECT_EQ(must(do_what_is_due(incident, by(the_system(), term))).incident.closed_as, ClosedAs::lapsed);
}

TEST_F(Warning, ComesAtHalfAtFourFifthsAndAtTheEnd) {
    auto incident = an_incident().in_progress().now();
    const auto whole = incident.deadlines.answer_by - incident.deadlines.answer_from;
    for (const int percent : {50, 80, 100}) {
        EXPECT_EQ(due_at(incident), filing_time + whole * percent / 100);
        const auto change = must(do_what_is_due(incident, by(the_system(), whole * percent / 100)));
        EXPECT_THAT(change.entries.back().body, HasSubstr("\"percent\":" + std::to_string(percent)));
        EXPECT_EQ(change.entries.back().visibility, Visibility::internal);
        EXPECT_EQ(change.incident.status, Status::in_progress);
        incident = change.incident;
    }
    EXPECT_EQ(due_at(incident), std::nullopt);
}

TEST_F(Warning, ComesOnceWhenSeveralAreLate) {
    const auto change = must(warn(an_incident().now(), by(the_system(), days{60})));
    EXPECT_EQ(change.incident.deadlines.warned_percent, 100);
    EXPECT_EQ(due_at(change.incident), std::nullopt);
}

TEST_F(Warning, IsNoneWhileTheCustomerCompletesTheFiling) {
    EXPECT_EQ(warning_due(an_incident().awaiting_completion().now(), filing_time + days{60}), 0);
}

TEST_F(LinkCustomer, GivesAClaimItsOwnerOnce) {
    const auto claim = an_incident().of_contact("fermin@example.com").now();
    const auto change = must(link_customer(claim, ana().customer_id(), "Fermín", by(the_system())));
    EXPECT_EQ(change.incident.customer_id, ana().customer_id());
    EXPECT_FALSE(change.events[0].data.contains("contact"));
    EXPECT_THAT(change.entries[0].body, HasSubstr(R"("changes":{"customer_id":{"from":null,"to":")"));
    EXPECT_EQ(reason(link_customer(change.incident, CustomerId{uuid(9)}, "Otro", by(the_system()))),
              Refusal::Reason::contradiction);
}

TEST_F(RecordNotification, MarksAnIncidentWhoseCustomerIsNotReached) {
    const auto bounced = must(record_notification(an_incident().now(), Delivery::bounced, "receipt", by(the_system())));
    EXPECT_TRUE(bounced.incident.not_notified);
    EXPECT_THAT(types(bounced), ElementsAre("incident.not_notified"));
    const auto again = must(record_notification(bounced.incident, Delivery::failed, "receipt", by(the_system())));
    EXPECT_THAT(types(again), IsEmpty());
    const auto sent = must(record_notification(again.incident, Delivery::sent, "receipt", by(the_system())));
    EXPECT_FALSE(sent.incident.not_notified);
    EXPECT_THAT(types(sent), ElementsAre("incident.notified"));
}

RC_GTEST_PROP(Due, IsExactlyWhenThereIsSomethingToDo, ()) {
    const auto status = static_cast<Status>(*rc::gen::inRange(0, 7));
    const auto now = filing_time + std::chrono::minutes{*rc::gen::inRange(0, 60 * 24 * 60)};
    const auto incident = an_incident().in(status).now();
    const auto moment = due_at(incident);
    RC_ASSERT((moment && *moment <= now) == due_act(incident, now).has_value());
}

RC_GTEST_PROP(Lateness, ClosesNothing, ()) {
    const auto status = static_cast<Status>(*rc::gen::inRange(0, 5));
    auto incident = an_incident().in(status).now();
    Acting by;
    const auto late = days{*rc::gen::inRange(0, 1000)};
    while (due_act(incident, filing_time + late) && incident.status != Status::closed)
        incident = must(do_what_is_due(incident, by(the_system(), late))).incident;
    RC_ASSERT(incident.status != Status::closed || incident.closed_as == ClosedAs::lapsed);
    RC_ASSERT(incident.status != Status::closed || status == Status::awaiting_completion);
}

} // namespace
} // namespace resuelve::incidents
