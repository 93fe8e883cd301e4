#pragma once

#include "domain/incidents/status.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace resuelve::app {

/// How far a demonstration incident has come.
enum class Ending {
    just_registered,
    being_worked_on,
    question_asked,
    completion_requested,
    waiting_for_carrier,
    proposed,
    proposed_after_a_refusal,
    confirmed,
    confirmed_and_rated,
    withdrawn,
    unanswered,
    lapsed,
    merged,
    spam,
    escalated,
    overdue,
    reopened,
    approval_requested,
    approval_returned,
    snoozed,
};

/// One incident of the sample shop "Casa Aurora".
struct Story {
    int customer; ///< index into the demonstration's customers
    int days_ago; ///< when it was filed
    Ending ending;
    incidents::Channel channel;
    std::string_view category;
    std::string_view subject;
    std::string_view description;
    std::string_view product;
    std::string_view order;
    std::vector<std::string_view> points;
    std::string_view reasons;      ///< the shop's, of whatever it proposes
    std::int64_t amount_cents = 0; ///< that it gives for each point
};

/// Every status and every ending at least once.
std::span<const Story> demo_stories();

} // namespace resuelve::app
