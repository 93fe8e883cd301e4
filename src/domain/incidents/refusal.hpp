#pragma once

#include "domain/incidents/status.hpp"

#include <expected>
#include <string>
#include <utility>
#include <vector>

namespace resuelve::incidents {

enum class Act;

/// Why an act is not possible.
struct Refusal {
    enum class Reason {
        not_allowed_in_status, ///< the lifecycle has no such transition from here
        not_your_role,
        too_late,           ///< the term for it is over
        invalid,            ///< `fields` say what is wrong
        approval_required,  ///< more than one may offer alone
        resolution_changed, ///< the decision was about another proposal
        contradiction,      ///< it makes no sense with what is there, e.g. a merge into itself
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

/// It makes no sense with what is there.
inline std::unexpected<Refusal> contradiction(Status status, std::string detail) {
    return std::unexpected(Refusal{Refusal::Reason::contradiction, status, std::move(detail), {}});
}

/// Its term is over.
inline std::unexpected<Refusal> too_late(Status status, std::string detail) {
    return std::unexpected(Refusal{Refusal::Reason::too_late, status, std::move(detail), {}});
}

} // namespace resuelve::incidents
