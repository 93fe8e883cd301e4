#pragma once

#include "app/background_work.hpp"
#include "platform/async/blocking_pool.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>

namespace resuelve::app {

namespace limits {
inline constexpr std::uintmax_t mebibyte = 1024UL * 1024;
inline constexpr std::uintmax_t ballast = 16 * mebibyte;    ///< bytes that are given up when the disk is full
inline constexpr std::uintmax_t ballast_room = 4 * ballast; ///< bytes that have to be free to take them (again)
inline constexpr std::chrono::seconds ballast_look{1};      ///< between looks whether there is that room
} // namespace limits

/// A file that is good for nothing but to be removed when the disk is full: what it leaves lets checkpoints, reads and
/// an administrator go on until somebody makes room. Then it is made again, which ends the alarm.
class Ballast {
public:
    /// How many bytes the disk still has for us.
    using Room = std::function<std::uintmax_t()>;

    explicit Ballast(std::filesystem::path file);
    /// For tests: another idea of the disk.
    Ballast(std::filesystem::path file, Room room);

    /// Makes the file if it is not there and the disk has room for it. Blocks.
    void take();
    /// A store could not commit: removes the file if that is because the disk is full. From any thread.
    void write_refused() noexcept;
    bool is_there() const { return is_there_; }

    /// Takes it at once and, after it was given up, as soon as there is room.
    BackgroundWork keeping(BlockingPool& pool);

private:
    awaitable<void> keep_taking(BlockingPool& pool, Stopping stopping);
    bool made() const;

    const std::filesystem::path file_;
    const Room room_;
    std::mutex mutex_; ///< over the file
    std::atomic<bool> is_there_ = false;
};

} // namespace resuelve::app
