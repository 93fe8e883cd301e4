#pragma once

#include <string>

namespace resuelve::customers {

/// Why a customer's data cannot be as wanted.
struct Refusal {
    std::string field;  ///< "first_name"
    std::string code;   ///< "required", "too_long" …
    std::string detail; ///< for people
};

} // namespace resuelve::customers
