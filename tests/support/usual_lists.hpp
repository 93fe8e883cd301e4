#pragma once

#include "domain/incidents/incident_query.hpp"
#include "platform/json/enum_names.hpp"
#include "tests/support/an_incident.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace resuelve::incidents::testing {

inline const EmployeeId listed_agent{uuid(2)};
inline const TeamId listed_team{uuid(30)};
inline const TeamId other_listed_team{uuid(31)};

/// The lists that people look at every day, each with a name for messages.
inline std::vector<std::pair<std::string, IncidentQuery>> usual_lists() {
    const std::vector<Status> open{Status::registered,           Status::in_progress,
                                   Status::awaiting_customer,    Status::awaiting_completion,
                                   Status::awaiting_third_party, Status::resolution_proposed};
    const CustomerId customer{uuid(1)};
    const std::vector<std::pair<std::string, IncidentQuery>> filters{
        {"all", {}},
        {"open", {.statuses = open}},
        {"closed", {.statuses = {Status::closed}}},
        {"one status", {.statuses = {Status::in_progress}}},
        {"assignee", {.statuses = open, .assignee = listed_agent}},
        {"unassigned", {.statuses = open, .unassigned = true}},
        {"team", {.statuses = open, .team = listed_team}},
        {"without team", {.statuses = open, .without_team = true}},
        {"priority", {.statuses = open, .priority = Priority::urgent}},
        {"category", {.statuses = open, .category = "envío"}},
        {"customer", {.customer = customer}},
        {"without category", {.statuses = open, .without_category = true}},
        {"a branch of categories", {.categories = {"envío", "garantía"}}},
        {"a period", {.opened_from = filing_time, .opened_until = filing_time + std::chrono::days{9}}},
        {"open for some days", {.statuses = open, .opened_until = filing_time + std::chrono::days{9}}},
        {"channel", {.channel = Channel::phone}},
        {"the usual channel", {.channel = Channel::web}},
        {"closing", {.statuses = {Status::closed}, .closed_as = ClosedAs::spam}},
        {"score", {.score = 1}},
        {"rated", {.rated = true}},
        {"answered late", {.answered = {Answered::late}}},
        {"answered", {.answered = {Answered::in_time, Answered::late}}},
        {"first answered", {.first_answered = true}},
        {"product", {.product = "Tetera"}},
        {"product and category", {.category = "envío", .product = "Tetera"}},
        {"to approve", {.approval = ApprovalStatus::requested}},
        {"returned to an assignee", {.assignee = listed_agent, .approval = ApprovalStatus::returned}},
        {"snoozed", {.statuses = open, .snoozed = true}},
        {"snoozed of a team", {.team = listed_team, .snoozed = true}},
        {"an assignee's queue", {.statuses = open, .assignee = listed_agent, .snoozed = false}},
        {"queue", {.statuses = open, .snoozed = false}},
        {"overdue", {.overdue = true, .now = filing_time + std::chrono::days{99}}},
    };
    const std::vector<std::pair<std::string, Scope>> scopes{
        {"supervisor", {.all = true}},
        {"agent", {.agent = listed_agent, .teams = {listed_team, other_listed_team}}},
        {"customer", {.customer = customer}}};
    std::vector<std::pair<std::string, IncidentQuery>> all;
    for (const auto& [who, scope] : scopes)
        for (const auto& [what, filter] : filters)
            for (const auto sort : {SortKey::created, SortKey::updated, SortKey::deadline, SortKey::priority})
                for (const bool descending : {true, false}) {
                    auto query = filter;
                    query.scope = scope;
                    query.sort = sort;
                    query.descending = descending;
                    all.emplace_back(fmt::format("{} of {} by {}", what, who, json::enum_name(sort)), query);
                }
    return all;
}

} // namespace resuelve::incidents::testing
