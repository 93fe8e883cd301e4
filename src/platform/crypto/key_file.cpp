#include "platform/crypto/key_file.hpp"

#include "platform/crypto/encoding.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <string>

namespace resuelve {
namespace {

constexpr std::string_view first_line = "resuelve secret key 1\n";

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

} // namespace

void ensure_private_directory(const std::filesystem::path& directory) {
    if (::mkdir(directory.c_str(), 0700) == 0)
        return sync_directory(directory.parent_path().empty() ? "." : directory.parent_path());
    if (errno != EEXIST) fail_with_errno(directory, "make the directory");
    struct stat status{};
    if (::stat(directory.c_str(), &status) != 0) fail_with_errno(directory, "look at");
    if (!S_ISDIR(status.st_mode)) fail(directory, "is not a directory");
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0) fail(directory, "other users may write here: chmod 700 it");
}

void write_key_file(const std::filesystem::path& path, std::span<const std::uint8_t, 32> secret) {
    const auto unfinished = std::filesystem::path{path}.concat(".new");
    {
        // One that a crash left behind has no value: nothing was made with it.
        const FileDescriptor file{unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0600};
        if (::fchmod(file, 0600) != 0) fail_with_errno(unfinished, "set the mode of");
        write_all(file, fmt::format("{}{}\n", first_line, to_base64url(secret)), unfinished);
        if (::fsync(file) != 0) fail_with_errno(unfinished, "sync");
    }
    if (std::filesystem::exists(path)) fail(path, "is already there");
    if (::rename(unfinished.c_str(), path.c_str()) != 0) fail_with_errno(path, "store");
    sync_directory(path.parent_path());
}

std::array<std::uint8_t, 32> read_key_file(const std::filesystem::path& path) {
    const FileDescriptor file{path, O_RDONLY | O_NOFOLLOW};
    struct stat status{};
    if (::fstat(file, &status) != 0) fail_with_errno(path, "look at");
    if (!S_ISREG(status.st_mode)) fail(path, "is not a file");
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) fail(path, "other users may read this secret key: chmod 600 it");

    const auto text = read_start(file, path);
    auto line = std::string_view{text};
    std::array<std::uint8_t, 32> secret{};
    if (!line.starts_with(first_line) || !line.ends_with('\n')) fail(path, "is not a key file, or damaged");
    line.remove_prefix(first_line.size());
    line.remove_suffix(1);
    const auto bytes = from_base64url(line);
    if (!bytes || bytes->size() != secret.size()) fail(path, "is not a key file, or damaged");
    std::ranges::copy(*bytes, secret.begin());
    return secret;
}

} // namespace resuelve
