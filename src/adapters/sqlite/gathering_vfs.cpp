#include "adapters/sqlite/gathering_vfs.hpp"

#include <sqlite3.h>

#include <memory>
#include <new>
#include <span>
#include <stdexcept>
#include <vector>

namespace resuelve::sqlite {
namespace {

/// Bytes: the largest page, since SQLite's own VFS is never asked to write more at once, and takes 128 KiB for none.
constexpr std::size_t most_gathered = 1 << 16;

/// What is to be written to a file, one piece after the other.
class Gathered {
public:
    /// Adds a piece if it continues the others and there is room.
    bool add(std::span<const char> piece, sqlite3_int64 at) {
        if (bytes_.empty()) begin_ = at;
        if (at != begin_ + static_cast<sqlite3_int64>(bytes_.size()) || bytes_.size() + piece.size() > most_gathered)
            return false;
        bytes_.insert(bytes_.end(), piece.begin(), piece.end());
        return true;
    }

    /// Writes all of it. What could not be written is forgotten: whoever is told of the failure rolls back.
    int write_to(sqlite3_file& file) {
        if (bytes_.empty()) return SQLITE_OK;
        const int code = file.pMethods->xWrite(&file, bytes_.data(), static_cast<int>(bytes_.size()), begin_);
        bytes_.clear();
        return code;
    }

private:
    std::vector<char> bytes_;
    sqlite3_int64 begin_ = 0;
};

/// A log as SQLite sees it. The file of SQLite's own VFS stands behind it, in memory that SQLite provides.
struct Log {
    sqlite3_file base{};
    Gathered gathered;

    sqlite3_file& file() { return *reinterpret_cast<sqlite3_file*>(this + 1); }
    const sqlite3_io_methods& methods() { return *file().pMethods; }
    int write_gathered() { return gathered.write_to(file()); }
};
static_assert(alignof(Log) <= alignof(sqlite3_int64) && sizeof(Log) % alignof(sqlite3_int64) == 0);

Log& log_of(sqlite3_file* base) {
    return *reinterpret_cast<Log*>(base);
}

int write(sqlite3_file* base, const void* bytes, int size, sqlite3_int64 at) {
    auto& log = log_of(base);
    const std::span piece{static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
    try {
        if (log.gathered.add(piece, at)) return SQLITE_OK;
        if (const int code = log.write_gathered(); code != SQLITE_OK) return code;
        if (log.gathered.add(piece, at)) return SQLITE_OK;
    } catch (const std::bad_alloc&) {
        return SQLITE_IOERR_NOMEM;
    }
    return log.methods().xWrite(&log.file(), bytes, size, at);
}

/// A call that needs the file as it is to be: first what was gathered is written.
template <auto method, class... Arguments>
int after_writing(sqlite3_file* base, Arguments... arguments) {
    auto& log = log_of(base);
    if (const int code = log.write_gathered(); code != SQLITE_OK) return code;
    return (log.methods().*method)(&log.file(), arguments...);
}

template <auto method, class... Arguments>
int pass_on(sqlite3_file* base, Arguments... arguments) {
    auto& log = log_of(base);
    return (log.methods().*method)(&log.file(), arguments...);
}

int close(sqlite3_file* base) {
    auto& log = log_of(base);
    // Of what a commit did not sync nobody needs to know.
    const int code = log.methods().xClose(&log.file());
    std::destroy_at(&log);
    return code;
}

using Methods = sqlite3_io_methods;
constexpr Methods log_methods{
    .iVersion = 1,
    .xClose = &close,
    .xRead = &after_writing<&Methods::xRead, void*, int, sqlite3_int64>,
    .xWrite = &write,
    .xTruncate = &after_writing<&Methods::xTruncate, sqlite3_int64>,
    .xSync = &after_writing<&Methods::xSync, int>,
    .xFileSize = &after_writing<&Methods::xFileSize, sqlite3_int64*>,
    .xLock = &pass_on<&Methods::xLock, int>,
    .xUnlock = &pass_on<&Methods::xUnlock, int>,
    .xCheckReservedLock = &pass_on<&Methods::xCheckReservedLock, int*>,
    .xFileControl = &pass_on<&Methods::xFileControl, int, void*>,
    .xSectorSize = &pass_on<&Methods::xSectorSize>,
    .xDeviceCharacteristics = &pass_on<&Methods::xDeviceCharacteristics>,
    .xShmMap = nullptr,
    .xShmLock = nullptr,
    .xShmBarrier = nullptr,
    .xShmUnmap = nullptr,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

int open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* file, int flags, int* flags_out) {
    auto& own = *static_cast<sqlite3_vfs*>(vfs->pAppData);
    if ((flags & SQLITE_OPEN_WAL) == 0) return own.xOpen(&own, name, file, flags, flags_out);
    auto& log = *std::construct_at(reinterpret_cast<Log*>(file));
    const int code = own.xOpen(&own, name, &log.file(), flags, flags_out);
    if (code == SQLITE_OK)
        log.base.pMethods = &log_methods;
    else
        std::destroy_at(&log); // SQLite does not close a file without methods
    return code;
}

} // namespace

const char* gathering_vfs() {
    static sqlite3_vfs vfs = [] {
        auto* own = sqlite3_vfs_find(nullptr);
        if (!own) throw std::runtime_error{"SQLite has no VFS"};
        auto copy = *own;
        copy.zName = "resuelve_gathering";
        copy.szOsFile += static_cast<int>(sizeof(Log));
        copy.pAppData = own;
        copy.xOpen = &open;
        return copy;
    }();
    static const int code = sqlite3_vfs_register(&vfs, 0);
    if (code != SQLITE_OK) throw std::runtime_error{"SQLite does not take another VFS"};
    return vfs.zName;
}

} // namespace resuelve::sqlite
