#pragma once

#include "adapters/sqlite/connection.hpp"

#include <span>
#include <string_view>

namespace resuelve::sqlite {

/// One step of a store's schema. Steps are numbered 1, 2, … without gaps and only ever added.
struct Migration {
    int version;
    std::string_view sql; ///< several statements; ends with a NUL as literals do
};

/// Throws StoreRefused if the file's header says that a newer program wrote it. Only reads a few bytes.
void refuse_newer_file(const std::filesystem::path& file, std::span<const Migration> migrations);

/// Brings the schema up to the last migration in one transaction, or leaves it as it is. Throws StoreRefused as above.
void migrate(Connection& connection, const std::filesystem::path& file, std::span<const Migration> migrations);

} // namespace resuelve::sqlite
