#pragma once

#include "platform/time/instant.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace resuelve::app {

/// What a backup consists of, so that a cut or changed one is noticed.
struct Manifest {
    static constexpr const char* file_name = "manifest.json";

    struct File {
        std::string path; ///< relative, with "/", below the backup
        std::uintmax_t size = 0;
        std::string sha256; ///< hexadecimal
    };

    Instant made_at{};
    std::vector<File> files; ///< by path

    /// Of every file below the directory.
    static Manifest of(const std::filesystem::path& directory, Instant now);
    /// Throws std::runtime_error if it cannot be read or a path leads out of the backup.
    static Manifest read(const std::filesystem::path& file);

    std::string to_json() const;

    /// Throws std::runtime_error naming the first file that is missing, cut or changed.
    void check(const std::filesystem::path& directory) const;
};

} // namespace resuelve::app
