#pragma once

#include "adapters/sqlite/connection.hpp"

#include <filesystem>
#include <memory>

struct sqlite3_backup;

namespace resuelve::sqlite {

/// Copies a database into a new file, some pages at a time. On the writer's connection SQLite also copies what is
/// committed in between, so it neither starts again nor holds a snapshot that would make the WAL grow.
class Backup {
public:
    /// Throws StoreRefused if the file exists.
    Backup(Connection& from, const std::filesystem::path& file);
    ~Backup();
    Backup(const Backup&) = delete;
    Backup& operator=(const Backup&) = delete;

    /// True when all is copied and durable.
    bool copy_some();

private:
    Connection to_;
    sqlite3_backup* backup_;
    std::filesystem::path file_;
};

} // namespace resuelve::sqlite
