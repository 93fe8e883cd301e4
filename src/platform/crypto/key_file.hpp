#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>

namespace resuelve {

/// Makes the directory with mode 0700 if it is missing. Throws std::runtime_error naming it if it cannot, or if other
/// users may write into it, but for one that is mounted so that nobody may write (a Kubernetes secret).
void ensure_private_directory(const std::filesystem::path& directory);

/// Stores 32 bytes under a name that is not there yet, with mode 0600: either whole and on the disk, or not at all.
/// Throws std::runtime_error naming the path.
void write_key_file(const std::filesystem::path& path, std::span<const std::uint8_t, 32> secret);

/// Throws std::runtime_error naming the path if it is unreadable, damaged, or open to other users. Root's files may be
/// readable by the group of a process that is not root: that is how secrets are mounted into containers.
std::array<std::uint8_t, 32> read_key_file(const std::filesystem::path& path);

/// Stores what everybody may know, with mode 0644, as write_key_file() does.
void write_public_key_file(const std::filesystem::path& path, std::span<const std::uint8_t, 32> key);

/// Throws std::runtime_error naming the path if it is unreadable or damaged.
std::array<std::uint8_t, 32> read_public_key_file(const std::filesystem::path& path);

/// One process at a time, while it lives; others wait.
class DirectoryLock {
public:
    explicit DirectoryLock(const std::filesystem::path& directory);
    ~DirectoryLock();
    DirectoryLock(const DirectoryLock&) = delete;
    DirectoryLock& operator=(const DirectoryLock&) = delete;

private:
    int descriptor_;
};

} // namespace resuelve
