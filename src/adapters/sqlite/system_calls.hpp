#pragma once

#include <sqlite3.h>
#include <sys/types.h>

#include <atomic>
#include <cerrno>

namespace resuelve::sqlite {

/// While it lives, SQLite's writes to files fail with `error` from the k-th on. For tests: SQLite lets system calls be
/// replaced for the whole process.
class FailingWrites {
public:
    explicit FailingWrites(int error, int from = 1) {
        error_ = error;
        left_ = from - 1;
        auto* vfs = sqlite3_vfs_find(nullptr);
        real_ = reinterpret_cast<Write>(vfs->xGetSystemCall(vfs, "pwrite64"));
        name_ = "pwrite64";
        if (!real_) {
            name_ = "pwrite";
            real_ = reinterpret_cast<Write>(vfs->xGetSystemCall(vfs, name_));
        }
        vfs->xSetSystemCall(vfs, name_, reinterpret_cast<sqlite3_syscall_ptr>(&write));
    }
    ~FailingWrites() {
        auto* vfs = sqlite3_vfs_find(nullptr);
        vfs->xSetSystemCall(vfs, name_, reinterpret_cast<sqlite3_syscall_ptr>(real_));
    }
    FailingWrites(const FailingWrites&) = delete;
    FailingWrites& operator=(const FailingWrites&) = delete;

private:
    using Write = ssize_t (*)(int, const void*, size_t, off_t);

    static ssize_t write(int file, const void* bytes, size_t size, off_t at) {
        if (left_-- > 0) return real_(file, bytes, size, at);
        errno = error_;
        return -1;
    }

    static inline std::atomic<int> error_ = 0;
    static inline std::atomic<int> left_ = 0;
    static inline Write real_ = nullptr;
    static inline const char* name_ = nullptr;
};

} // namespace resuelve::sqlite
