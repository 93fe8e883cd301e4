#pragma once

#include "domain/incidents/status.hpp"

#include <string>
#include <vector>

namespace resuelve::incidents {

enum class Act;

/// Why an act is not possible.
struct Refusal {
    enum class Reason {
        not_allowed_in_status, ///< the lifecycle has no such transition from here
        not_your_role,
        too_late,      ///< the term for it is over
        invalid,       ///< `fields` say what is wrong
        contradiction, ///< it makes no sense with what is there, e.g. a merge into itself
    };
    struct Field {
        std::string pointer; ///< JSON pointer into the request
        std::string code;
        std::string detail;
    };

    Reason reason{};
    Status status{}; ///< the incident's
    std::string detail;
    std::vector<Field> fields;
};

} // namespace resuelve::incidents
