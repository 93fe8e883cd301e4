#pragma once

#include <filesystem>
#include <ostream>
#include <string>

namespace resuelve::app {

struct ImportOptions {
    std::filesystem::path file;
    std::string url;   ///< of the running server
    std::string token; ///< an API token or an employee's; empty: sign in
    std::string email; ///< of an employee
    std::string password;
};

/// Opens an incident for each record of the file through the API. Run again it opens only what is missing within
/// 24 hours, since each record has its own Idempotency-Key. Errors go to `errors` with file and line, the rest goes on.
/// Returns how many records failed. Throws std::runtime_error if there is no server or no right.
std::size_t import_incidents(const ImportOptions& options, std::ostream& output, std::ostream& errors);

} // namespace resuelve::app
