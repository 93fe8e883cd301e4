#pragma once

#include <filesystem>

namespace resuelve::app {

/// The directory that holds everything a process keeps: databases, blobs, mail, keys.
class DataDirectory {
public:
    /// Creates it (mode 0700) if it is not there. Throws std::runtime_error if it cannot be used.
    explicit DataDirectory(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path customers() const { return path_ / "customers.db"; }
    std::filesystem::path employees() const { return path_ / "employees.db"; }
    std::filesystem::path incidents() const { return path_ / "incidents.db"; }
    std::filesystem::path notifications() const { return path_ / "notifications.db"; }
    std::filesystem::path bus() const { return path_ / "bus.db"; }
    std::filesystem::path blobs() const { return path_ / "blobs"; }
    std::filesystem::path mail() const { return path_ / "mail"; }
    std::filesystem::path keys() const { return path_ / "keys"; }
    std::filesystem::path ballast() const { return path_ / "ballast"; }

private:
    std::filesystem::path path_;
};

/// The right to write into a data directory: one process at a time. The kernel frees it when the process dies.
class DataLock {
public:
    /// Throws std::runtime_error, naming the other process, if somebody has it.
    explicit DataLock(const DataDirectory& directory);
    ~DataLock();
    DataLock(const DataLock&) = delete;
    DataLock& operator=(const DataLock&) = delete;

private:
    int file_;
};

} // namespace resuelve::app
