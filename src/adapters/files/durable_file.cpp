#include "adapters/files/durable_file.hpp"

#include "platform/http/problem.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <system_error>
#include <utility>

namespace resuelve::files {
namespace {

[[noreturn]] void fail(int error, const std::filesystem::path& path) {
    if (error == ENOSPC || error == EDQUOT || error == EFBIG)
        throw Problem{Problem::storage_full, "There is no room left on the disk for files."};
    throw std::system_error{error, std::generic_category(), path.string()};
}

int open_or_fail(const std::filesystem::path& path, int flags) {
    const int descriptor = open(path.c_str(), flags, 0600);
    if (descriptor < 0) fail(errno, path);
    return descriptor;
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

DurableFile::DurableFile(const std::filesystem::path& file) :
    file_{file}, temporary_{temporary_name(file)},
    descriptor_{open_or_fail(temporary_, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC)} {}

DurableFile::~DurableFile() {
    if (descriptor_ >= 0) close(descriptor_);
    if (!temporary_.empty()) unlink(temporary_.c_str());
}

void DurableFile::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto written = ::write(descriptor_, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) fail(errno, temporary_);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void DurableFile::commit() {
    if (fsync(descriptor_) != 0) fail(errno, temporary_);
    // Closing also tells what a network file system only finds out now.
    if (close(std::exchange(descriptor_, -1)) != 0) fail(errno, temporary_);
    if (rename(temporary_.c_str(), file_.c_str()) != 0) fail(errno, file_);
    temporary_.clear();
    sync_directory(file_.has_parent_path() ? file_.parent_path() : ".");
}

void write_durably(const std::filesystem::path& file, std::string_view bytes) {
    DurableFile durable{file};
    durable.write(bytes);
    durable.commit();
}

void sync_directory(const std::filesystem::path& directory) {
    const int descriptor = open_or_fail(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const int error = fsync(descriptor) == 0 ? 0 : errno;
    close(descriptor);
    if (error != 0) fail(error, directory);
}

} // namespace resuelve::files
