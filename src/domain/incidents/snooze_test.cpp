#include "domain/incidents/change_incident.hpp"
#include "domain/incidents/due_acts.hpp"
#include "domain/incidents/escalate.hpp"
#include "domain/incidents/events.hpp"
#include "domain/incidents/mark_spam.hpp"
#include "domain/incidents/note.hpp"
#include "domain/incidents/record_notification.hpp"
#include "domain/incidents/reply.hpp"
#include "domain/incidents/take.hpp"
#include "domain/incidents/withdraw.hpp"
#include "tests/support/an_incident.hpp"
#include "tests/support/changes.hpp"

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::incidents {
namespace {

using namespace testing;
using namespace std::chrono_literals;
using std::chrono::days;
using ::testing::ElementsAre;

class Snoozing : public ::testing::Test {
protected:
    std::expected<Change, Refusal> snooze(const Incident& incident, std::optional<Instant> until,
                                          const access::Actor& who = an_agent(), days later = {}) {
        return change_incident(incident, {.snoozed_until = until}, by(who, later));
    }
    Incident snoozed(days until = days{3}) {
        return must(snooze(an_incident().in_progress().now(), filing_time + until)).incident;
    }
    static boost::json::value body(const Entry& entry) { return boost::json::parse(entry.body); }

    Acting by;
};

TEST_F(Snoozing, TellsUntilWhenAndWho) {
    const auto change = must(snooze(an_incident().in_progress().now(), filing_time + days{3}));
    EXPECT_EQ(change.incident.snooze, (Snooze{filing_time + days{3}, an_agent().employee_id()}));
    EXPECT_THAT(types(change), ElementsAre("incident.snoozed"));
    EXPECT_FALSE(find_event("incident.snoozed")->for_customer);
    ASSERT_EQ(change.entries.size(), 1U);
    EXPECT_EQ(change.entries[0].visibility, Visibility::internal);
    EXPECT_EQ(body(change.entries[0]),
              boost::json::parse(
                  R"({"act":"snooze","changes":{"snoozed_until":{"from":null,"to":"2026-11-30T17:00:00.000Z"}}})"));
}

TEST_F(Snoozing, EndsByHand) {
    const auto change = must(snooze(snoozed(), std::nullopt));
    EXPECT_EQ(change.incident.snooze, std::nullopt);
    EXPECT_EQ(body(change.entries.at(0)).at("changes").at("snoozed_until").at("to"), nullptr);
    EXPECT_TRUE(change.events.at(0).data.at("snoozed_until").is_null());
}

TEST_F(Snoozing, UntilTheSameMomentChangesNothing) {
    const auto incident = snoozed();
    EXPECT_TRUE(must(snooze(incident, filing_time + days{3}, a_supervisor())).entries.empty());
}

TEST_F(Snoozing, IsForTheFutureAndForNinetyDays) {
    const auto incident = an_incident().in_progress().now();
    EXPECT_THAT(pointers(snooze(incident, filing_time)), ElementsAre("/snoozed_until"));
    EXPECT_EQ(refusal(snooze(incident, filing_time)).fields[0].code, "too_early");
    EXPECT_TRUE(snooze(incident, filing_time + 1ms));
    EXPECT_TRUE(snooze(incident, filing_time + days{90}));
    EXPECT_EQ(refusal(snooze(incident, filing_time + days{90} + 1ms)).fields[0].code, "too_late");
}

TEST_F(Snoozing, IsForWhoWorksOnWhatIsOpen) {
    EXPECT_EQ(reason(snooze(an_incident().closed().now(), filing_time + days{3})),
              Refusal::Reason::not_allowed_in_status);
    for (const auto& other : {ana(), an_admin()})
        EXPECT_EQ(reason(snooze(an_incident().in_progress().now(), filing_time + days{3}, other)),
                  Refusal::Reason::not_your_role);
}

TEST_F(Snoozing, EndsByItselfWhenTheMomentComes) {
    const auto incident = snoozed();
    EXPECT_EQ(due_at(incident), filing_time + days{3});
    EXPECT_EQ(due_act(incident, filing_time + days{3} - 1ms), std::nullopt);
    EXPECT_EQ(reason(wake(incident, by(the_system(), days{2}))), Refusal::Reason::contradiction);
    EXPECT_EQ(due_act(incident, filing_time + days{3}), Act::wake);
    const auto change = must(do_what_is_due(incident, by(the_system(), days{3})));
    EXPECT_EQ(change.incident.snooze, std::nullopt);
    EXPECT_THAT(types(change), ElementsAre("incident.woken"));
    EXPECT_EQ(change.events[0].data.at("snoozed_by").as_string(), an_agent().id.to_string());
    EXPECT_EQ(due_act(change.incident, filing_time + days{3}), std::nullopt);
    EXPECT_EQ(body(change.entries.at(0)),
              boost::json::parse(
                  R"({"act":"wake","changes":{"snoozed_until":{"from":"2026-11-30T17:00:00.000Z","to":null}}})"));
}

TEST_F(Snoozing, EndsBeforeWhereSomebodyHasToLookOrDoes) {
    const auto incident = snoozed(days{60});
    const auto ended = [](std::expected<Change, Refusal> change) {
        const auto done = must(std::move(change));
        EXPECT_EQ(done.incident.snooze, std::nullopt);
        EXPECT_EQ(done.incident.version, done.before + 1);
        return body(done.entries.back()).at("act") == "wake";
    };
    EXPECT_TRUE(ended(reply(incident, {.body = "¿Hay novedades?"}, by(ana(), days{1}))));
    EXPECT_TRUE(ended(warn(incident, by(the_system(), days{15}))));
    EXPECT_TRUE(ended(record_notification(incident, Delivery::bounced, "answer", by(the_system(), days{1}))));
    EXPECT_TRUE(ended(escalate(incident, "Urge", by(a_supervisor(), days{1}))));
    EXPECT_TRUE(ended(take(incident, by(another_agent(), days{1}))));
    EXPECT_TRUE(ended(withdraw(incident, by(ana(), days{1}))));
    EXPECT_TRUE(ended(mark_spam(incident, by(an_agent(), days{1}))));
}

TEST_F(Snoozing, GoesOnWhileEmployeesWriteAndFile) {
    const auto incident = snoozed();
    EXPECT_TRUE(must(note(incident, {.body = "Ojo"}, by(an_agent(), days{1}))).incident.snooze);
    EXPECT_TRUE(must(change_incident(incident, {.priority = Priority::high}, by(an_agent(), days{1}))).incident.snooze);
}

TEST_F(Snoozing, ByAProgramIsNobodys) {
    auto program = an_agent();
    program.role = access::Role::service;
    const auto change = must(snooze(an_incident().in_progress().now(), filing_time + days{3}, program));
    EXPECT_EQ(change.incident.snooze->by, std::nullopt);
    const auto woken = must(do_what_is_due(change.incident, by(the_system(), days{3})));
    EXPECT_TRUE(woken.events.at(0).data.at("snoozed_by").is_null());
}

} // namespace
} // namespace resuelve::incidents
