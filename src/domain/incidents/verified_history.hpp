#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace resuelve::incidents {

/// Something in a store that is not as it was written.
struct HistoryFault {
    std::string reference; ///< of the incident, or how the store names it if it is gone
    int entry = 0;         ///< its number, as it should be; 0: the incident itself
    std::string fault;     ///< a ChainFault's name, "damaged_incident", or "without_incident"

    bool operator==(const HistoryFault&) const = default;
};

/// What was looked at.
struct VerifiedHistory {
    std::int64_t incidents = 0;
    std::int64_t entries = 0;
    std::int64_t faults = 0;
};

using HistoryListener = std::function<void(const HistoryFault&)>;

} // namespace resuelve::incidents
