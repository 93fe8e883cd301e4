#pragma once

#include "domain/access/actor.hpp"
#include "platform/time/instant.hpp"

#include <string>

namespace resuelve::incidents {

/// What an employee has begun to write about an incident. It is no part of the timeline; others see only that there is
/// one.
struct Draft {
    IncidentId incident{};
    EmployeeId employee{};
    std::string employee_name{};
    std::string reply{}; ///< to the customer
    std::string note{};  ///< for employees
    int last_entry = 0;  ///< the last one of the timeline that the writer had seen
    Instant updated_at{};

    bool operator==(const Draft&) const = default;
};

/// That somebody has begun to write about an incident.
struct DraftMark {
    IncidentId incident{};
    EmployeeId employee{};
    std::string employee_name{};
    Instant updated_at{};

    bool operator==(const DraftMark&) const = default;
};

} // namespace resuelve::incidents
