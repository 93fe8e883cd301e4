#include "adapters/sqlite/backup.hpp"

#include <sqlite3.h>

namespace resuelve::sqlite {
namespace {

constexpr int pages_at_once = 512; // 2 MiB: about a millisecond

std::filesystem::path a_new(const std::filesystem::path& file) {
    if (std::filesystem::exists(file))
        throw StoreRefused{file.string() + " exists already; a backup needs a new file."};
    return file;
}

} // namespace

Backup::Backup(Connection& from, const std::filesystem::path& file) :
    to_{a_new(file), Connection::Mode::backup}, backup_{sqlite3_backup_init(to_.raw(), "main", from.raw(), "main")},
    file_{file} {
    if (!backup_) throw_error(to_.raw(), sqlite3_errcode(to_.raw()), "begin a backup");
}

Backup::~Backup() {
    if (backup_) sqlite3_backup_finish(backup_);
}

bool Backup::copy_some() {
    const int code = sqlite3_backup_step(backup_, pages_at_once);
    if (code == SQLITE_OK) return false;
    const int end = sqlite3_backup_finish(std::exchange(backup_, nullptr));
    if (code != SQLITE_DONE) throw_error(to_.raw(), code, "copy pages to " + file_.string());
    if (end != SQLITE_OK) throw_error(to_.raw(), end, "finish the backup " + file_.string());
    return true;
}

} // namespace resuelve::sqlite
