#include "platform/crypto/key_file.hpp"

#include "platform/crypto/encoding.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string>

namespace resuelve {
namespace {

constexpr std::string_view secret_first_line = "resuelve secret key 1\n";
constexpr std::string_view public_first_line = "resuelve public key 1\n";

[[noreturn]] void fail(const std::filesystem::path& path, std::string_view what) {
    throw std::runtime_error{fmt::format("{}: {}", path.string(), what)};
}

[[noreturn]] void fail_with_errno(const std::filesystem::path& path, std::string_view doing) {
    const int error = errno;
    fail(path, fmt::format("cannot {}: {}", doing, std::strerror(error)));
}

class FileDescriptor {
public:
    FileDescriptor(const std::filesystem::path& path, int flags, mode_t mode = 0) :
        value_{::open(path.c_str(), flags | O_CLOEXEC, mode)} {
        if (value_ < 0) fail_with_errno(path, "open");
    }
    ~FileDescriptor() { ::close(value_); }
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    operator int() const { return value_; }

private:
    int value_;
};

void sync_directory(const std::filesystem::path& directory) {
    const FileDescriptor descriptor{directory, O_RDONLY | O_DIRECTORY};
    if (::fsync(descriptor) != 0) fail_with_errno(directory, "sync");
}

void write_all(int descriptor, std::string_view text, const std::filesystem::path& path) {
    while (!text.empty()) {
        const auto written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail_with_errno(path, "write");
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

std::string read_start(int descriptor, const std::filesystem::path& path) {
    std::string text(256, '\0'); // more than a key file has
    std::size_t size = 0;
    while (size < text.size()) {
        const auto got = ::read(descriptor, text.data() + size, text.size() - size);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail_with_errno(path, "read");
        if (got == 0) break;
        size += static_cast<std::size_t>(got);
    }
    text.resize(size);
    return text;
}

bool is_read_only(const std::filesystem::path& directory) {
    struct statvfs status{};
    return ::statvfs(directory.c_str(), &status) == 0 && (status.f_flag & ST_RDONLY) != 0;
}

bool is_for_others(const struct stat& status) {
    auto forbidden = static_cast<mode_t>(S_IRWXG | S_IRWXO);
    if (status.st_uid == 0 && ::geteuid() != 0) forbidden &= ~static_cast<mode_t>(S_IRGRP);
    return (status.st_mode & forbidden) != 0;
}

void write_file(const std::filesystem::path& path, mode_t mode, std::string_view text) {
    const auto unfinished = std::filesystem::path{path}.concat(".new");
    {
        // One that a crash left behind has no value: nothing was made with it.
        const FileDescriptor file{unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, mode};
        if (::fchmod(file, mode) != 0) fail_with_errno(unfinished, "set the mode of");
        write_all(file, text, unfinished);
        if (::fsync(file) != 0) fail_with_errno(unfinished, "sync");
    }
    if (std::filesystem::exists(path)) fail(path, "is already there");
    if (::rename(unfinished.c_str(), path.c_str()) != 0) fail_with_errno(path, "store");
    sync_directory(path.parent_path());
}

std::array<std::uint8_t, 32> read_key(int file, std::string_view first_line, const std::filesystem::path& path) {
    const auto text = read_start(file, path);
    auto line = std::string_view{text};
    std::array<std::uint8_t, 32> key{};
    if (!line.starts_with(first_line) || !line.ends_with('\n')) fail(path, "is not a key file, or damaged");
    line.remove_prefix(first_line.size());
    line.remove_suffix(1);
    const auto bytes = from_base64url(line);
    if (!bytes || bytes->size() != key.size()) fail(path, "is not a key file, or damaged");
    std::ranges::copy(*bytes, key.begin());
    return key;
}

} // namespace

void ensure_private_directory(const std::filesystem::path& directory) {
    if (::mkdir(directory.c_str(), 0700) == 0)
        return sync_directory(directory.parent_path().empty() ? "." : directory.parent_path());
    if (errno != EEXIST) fail_with_errno(directory, "make the directory");
    struct stat status{};
    if (::stat(directory.c_str(), &status) != 0) fail_with_errno(directory, "look at");
    if (!S_ISDIR(status.st_mode)) fail(directory, "is not a directory");
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0 && !is_read_only(directory))
        fail(directory, "other users may write here: chmod 700 it");
}

void write_key_file(const std::filesystem::path& path, std::span<const std::uint8_t, 32> secret) {
    write_file(path, 0600, fmt::format("{}{}\n", secret_first_line, to_base64url(secret)));
}

std::array<std::uint8_t, 32> read_key_file(const std::filesystem::path& path) {
    const FileDescriptor file{path, O_RDONLY};
    struct stat status{};
    if (::fstat(file, &status) != 0) fail_with_errno(path, "look at");
    if (!S_ISREG(status.st_mode)) fail(path, "is not a file");
    if (is_for_others(status)) fail(path, "other users may read this secret key: chmod 600 it");
    return read_key(file, secret_first_line, path);
}

void write_public_key_file(const std::filesystem::path& path, std::span<const std::uint8_t, 32> key) {
    write_file(path, 0644, fmt::format("{}{}\n", public_first_line, to_base64url(key)));
}

std::array<std::uint8_t, 32> read_public_key_file(const std::filesystem::path& path) {
    const FileDescriptor file{path, O_RDONLY};
    return read_key(file, public_first_line, path);
}

DirectoryLock::DirectoryLock(const std::filesystem::path& directory) :
    descriptor_{::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)} {
    if (descriptor_ < 0) fail_with_errno(directory, "open");
    while (::flock(descriptor_, LOCK_EX) != 0) {
        if (errno == EINTR) continue;
        const int error = errno;
        ::close(descriptor_);
        errno = error;
        fail_with_errno(directory, "lock");
    }
}

DirectoryLock::~DirectoryLock() {
    ::close(descriptor_);
}

} // namespace resuelve
