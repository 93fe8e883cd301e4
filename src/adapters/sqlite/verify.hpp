#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace resuelve::sqlite {

/// Something in a store that is not as it was written.
struct HistoryFault {
    std::string reference; ///< of the incident
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

/// Walks all timelines of an incidents.db, page by page, and tells the first fault of each. Opens the file read-only,
/// so a running server is not disturbed. Throws Error if SQLite cannot read it, StoreRefused if there is none.
VerifiedHistory verify_history(const std::filesystem::path& file,
                               const std::function<void(const HistoryFault&)>& found);

} // namespace resuelve::sqlite
