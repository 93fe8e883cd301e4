#include "adapters/files/durable_file.hpp"

#include "platform/http/problem.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <system_error>

namespace resuelve::files {
namespace {

[[noreturn]] void fail(int error, const std::filesystem::path& path) {
    if (error == ENOSPC || error == EDQUOT || error == EFBIG)
        throw Problem{Problem::storage_full, "There is no room left on the disk for files."};
    throw std::system_error{error, std::generic_category(), path.string()};
}

class Descriptor {
public:
    Descriptor(const std::filesystem::path& path, int flags) : path_{path}, fd_{open(path.c_str(), flags, 0600)} {
        if (fd_ < 0) fail(errno, path);
    }
    ~Descriptor() {
        if (fd_ >= 0) close(fd_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    void write_all(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto written = write(fd_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) fail(errno, path_);
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    void sync() {
        if (fsync(fd_) != 0) fail(errno, path_);
    }
    /// Also tells what a network file system only finds out now.
    void close_now() {
        if (close(std::exchange(fd_, -1)) != 0) fail(errno, path_);
    }

private:
    const std::filesystem::path& path_;
    int fd_;
};

void sync_directory(const std::filesystem::path& directory) {
    Descriptor{directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC}.sync();
}

std::filesystem::path temporary_name(const std::filesystem::path& file) {
    static std::atomic<unsigned> counter = 0;
    auto name = file;
    name += ".tmp-" + std::to_string(getpid()) + "-" + std::to_string(++counter);
    return name;
}

} // namespace

void make_directory(const std::filesystem::path& directory) {
    if (directory.empty() || std::filesystem::is_directory(directory)) return;
    make_directory(directory.parent_path());
    if (mkdir(directory.c_str(), 0700) != 0 && errno != EEXIST) fail(errno, directory);
    sync_directory(directory.has_parent_path() ? directory.parent_path() : ".");
}

void write_durably(const std::filesystem::path& file, std::string_view bytes) {
    const auto temporary = temporary_name(file);
    try {
        Descriptor descriptor{temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC};
        descriptor.write_all(bytes);
        descriptor.sync();
        descriptor.close_now();
        if (rename(temporary.c_str(), file.c_str()) != 0) fail(errno, file);
        sync_directory(file.parent_path());
    } catch (...) {
        unlink(temporary.c_str());
        throw;
    }
}

} // namespace resuelve::files
