#pragma once

#include "domain/access/actor.hpp"

#include <string>

namespace resuelve::employees {

/// Employees who share a queue of incidents.
struct Team {
    TeamId id{};
    std::string name{}; ///< unique without regard to case and accents
    std::int64_t version = 1;
    Instant created_at{};
    Instant updated_at{};

    bool operator==(const Team&) const = default;
};

} // namespace resuelve::employees
