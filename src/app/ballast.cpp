#include "app/ballast.hpp"

#include "platform/log/log.hpp"

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace resuelve::app {
namespace {

std::uintmax_t room_beside(const std::filesystem::path& file) {
    struct statvfs disk{};
    if (::statvfs(file.parent_path().c_str(), &disk) != 0) return 0;
    return std::uintmax_t{disk.f_bavail} * disk.f_frsize;
}

} // namespace

Ballast::Ballast(std::filesystem::path file) : Ballast{file, [file] { return room_beside(file); }} {}

Ballast::Ballast(std::filesystem::path file, Room room) : file_{std::move(file)}, room_{std::move(room)} {}

/// One that an earlier process left has its whole size: it was removed unless all of it could be taken.
void Ballast::take() {
    const std::lock_guard lock{mutex_};
    if (is_there_) return;
    std::error_code none;
    if (!std::filesystem::exists(file_, none)) {
        if (room_() < limits::ballast_room || !made()) return;
        log::info("ballast was taken: there is room on the disk", {{"bytes", limits::ballast}});
    }
    is_there_ = true;
}

bool Ballast::made() const {
    const int descriptor = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) return false;
    // Really takes the blocks, where ftruncate would only promise them.
    const bool taken = ::posix_fallocate(descriptor, 0, static_cast<off_t>(limits::ballast)) == 0;
    ::close(descriptor);
    if (!taken) ::unlink(file_.c_str());
    return taken;
}

void Ballast::write_refused() noexcept {
    if (!is_there_) return;
    try {
        const std::lock_guard lock{mutex_};
        // A commit also fails for other reasons, which room does not help.
        if (!is_there_ || room_() >= limits::ballast || ::unlink(file_.c_str()) != 0) return;
        is_there_ = false;
        log::warning("the disk is full: ballast was given up", {{"bytes", limits::ballast}});
    } catch (const std::exception&) {
        // Nothing depends on it: the write was refused with its own reason.
    }
}

BackgroundWork Ballast::keeping(BlockingPool& pool) {
    return {"ballast", [this, &pool](Stopping stopping) { return keep_taking(pool, std::move(stopping)); }};
}

awaitable<void> Ballast::keep_taking(BlockingPool& pool, Stopping stopping) {
    while (!stopping()) {
        if (!is_there_) {
            try {
                co_await pool.run([this] { take(); });
            } catch (const std::exception& error) {
                report_failure("ballast", error.what());
            }
        }
        const auto next = std::chrono::steady_clock::now() + limits::ballast_look;
        co_await wait_until([&] { return stopping() || std::chrono::steady_clock::now() >= next; });
    }
}

} // namespace resuelve::app
