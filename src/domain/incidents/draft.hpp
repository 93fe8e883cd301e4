#pragma once

#include "domain/access/actor.hpp"
#include "platform/time/instant.hpp"

#include <boost/describe/enum.hpp>

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

/// The acts whose forms are kept while somebody fills them in.
BOOST_DEFINE_ENUM_CLASS(DraftedAct, information_request, completion_request, third_party_wait, resolution)

/// A form of an act on an incident that an employee has begun to fill in.
struct FormDraft {
    IncidentId incident{};
    EmployeeId employee{};
    DraftedAct act{};
    std::string employee_name{};
    std::string form{}; ///< a JSON object: it is the affair of the program that shows the form
    int last_entry = 0; ///< the last one of the timeline that the writer had seen
    Instant updated_at{};

    bool operator==(const FormDraft&) const = default;
};

/// Throws Problem::conflict if somebody who keeps so many other forms has no room for this one.
void want_room_for_form(std::int64_t others);

/// That somebody has begun to write about an incident.
struct DraftMark {
    IncidentId incident{};
    EmployeeId employee{};
    std::string employee_name{};
    Instant updated_at{};

    bool operator==(const DraftMark&) const = default;
};

} // namespace resuelve::incidents
