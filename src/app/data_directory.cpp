#include "app/data_directory.hpp"

#include "platform/config/start_failure.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <stdexcept>

namespace resuelve::app {

namespace fs = std::filesystem;

DataDirectory::DataDirectory(const fs::path& path) : path_{fs::absolute(path)} {
    std::error_code error;
    const bool is_new = fs::create_directories(path_, error);
    if (error || !fs::is_directory(path_))
        throw StartFailure{StartFailure::files,
                           fmt::format("the data directory {} cannot be created: {}", path_.string(),
                                       error ? error.message() : "it is not a directory")};
    if (is_new) fs::permissions(path_, fs::perms::owner_all);
    if (::access(path_.c_str(), R_OK | W_OK | X_OK) != 0)
        throw StartFailure{StartFailure::files, fmt::format("the data directory {} cannot be used: {}", path_.string(),
                                                            std::strerror(errno))};
}

DataLock::DataLock(const DataDirectory& directory) {
    const auto path = directory.path() / "lock";
    file_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file_ < 0) throw std::runtime_error{fmt::format("{}: {}", path.string(), std::strerror(errno))};
    if (::flock(file_, LOCK_EX | LOCK_NB) != 0) {
        char owner[16] = {};
        const auto size = ::pread(file_, owner, sizeof owner - 1, 0);
        ::close(file_);
        throw StartFailure{StartFailure::in_use, fmt::format("{} is in use by process {}", directory.path().string(),
                                                             size > 0 ? owner : "unknown")};
    }
    const auto owner = fmt::format("{}", ::getpid());
    if (::ftruncate(file_, 0) != 0 || ::pwrite(file_, owner.data(), owner.size(), 0) < 0) {
        const auto reason = std::strerror(errno);
        ::close(file_);
        throw std::runtime_error{fmt::format("{}: {}", path.string(), reason)};
    }
}

DataLock::~DataLock() {
    ::close(file_);
}

} // namespace resuelve::app
