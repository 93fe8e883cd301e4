#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>

namespace resuelve {

/// Makes the directory with mode 0700 if it is missing. Throws std::runtime_error naming it if it cannot, or if other
/// users may write into it.
void ensure_private_directory(const std::filesystem::path& directory);

/// Stores 32 bytes under a name that is not there yet, with mode 0600: either whole and on the disk, or not at all.
/// Throws std::runtime_error naming the path.
void write_key_file(const std::filesystem::path& path, std::span<const std::uint8_t, 32> secret);

/// Throws std::runtime_error naming the path if it is unreadable, damaged, or open to other users.
std::array<std::uint8_t, 32> read_key_file(const std::filesystem::path& path);

} // namespace resuelve
