#include "domain/incidents/lifecycle.hpp"
#include "platform/json/enum_names.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace resuelve::incidents {
namespace {

using access::Role;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr auto statuses = json::enum_values<Status>();
constexpr auto acts = json::enum_values<Act>();
constexpr auto roles = json::enum_values<Role>();

Refusal::Reason reason(Status from, Act act, Role role) {
    return next(from, act, role).error().reason;
}

TEST(Lifecycle, HasEachRuleOnce) {
    std::set<std::tuple<Status, Act, Role, Status>> seen;
    for (const auto& rule : lifecycle)
        EXPECT_TRUE(seen.emplace(rule.from, rule.act, rule.who, rule.to).second)
            << json::enum_name(rule.from) << ' ' << json::enum_name(rule.act);
}

TEST(Lifecycle, GivesOneStatusForEachActButForUndoingAMerge) {
    std::set<std::tuple<Status, Act, Role>> seen;
    for (const auto& rule : lifecycle)
        if (rule.act != Act::undo_merge) {
            EXPECT_TRUE(seen.emplace(rule.from, rule.act, rule.who).second) << json::enum_name(rule.act);
        }
}

TEST(Lifecycle, HasARuleForEveryActButRegistering) {
    for (const auto act : acts)
        EXPECT_EQ(std::ranges::any_of(lifecycle, [act](const Rule& rule) { return rule.act == act; }),
                  act != Act::register_)
            << json::enum_name(act);
}

TEST(Lifecycle, LeavesEveryStatusButClosedByManyWaysAndReachesEachOne) {
    for (const auto status : statuses) {
        EXPECT_TRUE(
            std::ranges::any_of(lifecycle, [status](const Rule& r) { return r.from == status && r.to != status; }));
        if (status != Status::registered)
            EXPECT_TRUE(
                std::ranges::any_of(lifecycle, [status](const Rule& r) { return r.to == status && r.from != status; }));
    }
}

TEST(Lifecycle, LetsNoEmployeeAcceptForTheCustomer) {
    for (const auto role : roles)
        for (const auto act : {Act::accept, Act::refuse, Act::withdraw, Act::complete, Act::rate})
            for (const auto status : statuses)
                EXPECT_TRUE(role == Role::customer || !next(status, act, role).has_value());
}

TEST(Lifecycle, AcceptsAndRefusesOnlyWhatIsProposed) {
    for (const auto status : statuses) {
        EXPECT_EQ(next(status, Act::accept, Role::customer).has_value(), status == Status::resolution_proposed);
        EXPECT_EQ(next(status, Act::refuse, Role::customer).has_value(), status == Status::resolution_proposed);
    }
    EXPECT_EQ(next(Status::resolution_proposed, Act::accept, Role::customer), Status::closed);
    EXPECT_EQ(next(Status::resolution_proposed, Act::refuse, Role::customer), Status::in_progress);
}

TEST(Lifecycle, WithdrawsFromEveryOpenStatus) {
    for (const auto status : statuses)
        EXPECT_EQ(next(status, Act::withdraw, Role::customer).has_value(), status != Status::closed);
}

TEST(Lifecycle, GoesOnAfterTheCustomersReplyOrCompletion) {
    EXPECT_EQ(next(Status::awaiting_customer, Act::reply, Role::customer), Status::in_progress);
    EXPECT_EQ(next(Status::awaiting_completion, Act::complete, Role::customer), Status::in_progress);
    EXPECT_EQ(next(Status::awaiting_completion, Act::reply, Role::customer), Status::awaiting_completion);
}

TEST(Lifecycle, ClosesByTheSystemOnlyAfterSilenceOrALapse) {
    for (const auto& rule : lifecycle)
        if (rule.who == Role::system && rule.to == Status::closed && rule.from != Status::closed) {
            const bool silence = rule.act == Act::close_unanswered && rule.from == Status::resolution_proposed;
            const bool lapse = rule.act == Act::close_lapsed && rule.from == Status::awaiting_completion;
            EXPECT_TRUE(silence || lapse) << json::enum_name(rule.act);
        }
}

TEST(Lifecycle, LetsASupervisorDoWhatAnAgentDoesAndMore) {
    for (const auto status : statuses) {
        const auto more = allowed(status, Role::supervisor);
        for (const auto act : allowed(status, Role::agent))
            EXPECT_THAT(more, Contains(act));
    }
    EXPECT_THAT(allowed(Status::in_progress, Role::supervisor), Contains(Act::escalate));
    EXPECT_THAT(allowed(Status::in_progress, Role::agent), Not(Contains(Act::escalate)));
}

TEST(Lifecycle, LetsAnAdminDirectAndNotWork) {
    EXPECT_THAT(allowed(Status::in_progress, Role::admin),
                ::testing::ElementsAre(Act::approve, Act::return_approval, Act::escalate, Act::hold, Act::lift_hold));
    EXPECT_EQ(reason(Status::in_progress, Act::propose, Role::admin), Refusal::Reason::not_your_role);
}

TEST(Lifecycle, LetsNobodyDoAnythingWithoutASession) {
    for (const auto status : statuses)
        EXPECT_THAT(allowed(status, Role::anonymous), IsEmpty());
}

TEST(Lifecycle, TellsTheStatusFromTheRoleAsReasonOfARefusal) {
    EXPECT_EQ(reason(Status::in_progress, Act::accept, Role::customer), Refusal::Reason::not_allowed_in_status);
    EXPECT_EQ(reason(Status::resolution_proposed, Act::accept, Role::agent), Refusal::Reason::not_your_role);
    EXPECT_EQ(reason(Status::in_progress, Act::accept, Role::agent), Refusal::Reason::not_your_role);
    EXPECT_EQ(reason(Status::closed, Act::propose, Role::agent), Refusal::Reason::not_allowed_in_status);
    EXPECT_EQ(next(Status::closed, Act::propose, Role::agent).error().status, Status::closed);
}

TEST(Lifecycle, AllowsExactlyWhatItTakes) {
    for (const auto status : statuses)
        for (const auto role : roles) {
            const auto possible = allowed(status, role);
            for (const auto act : acts)
                EXPECT_EQ(next(status, act, role).has_value(), std::ranges::find(possible, act) != possible.end());
        }
}

} // namespace
} // namespace resuelve::incidents
