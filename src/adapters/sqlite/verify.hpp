#pragma once

#include "domain/incidents/verified_history.hpp"

#include <filesystem>

namespace resuelve::sqlite {

using incidents::HistoryFault;
using incidents::VerifiedHistory;

/// Walks all timelines of an incidents.db, page by page, and tells the first fault of each. Opens the file read-only,
/// so a running server is not disturbed. Throws Error if SQLite cannot read it, StoreRefused if there is none.
VerifiedHistory verify_history(const std::filesystem::path& file, const incidents::HistoryListener& found);

} // namespace resuelve::sqlite
