#include "adapters/sqlite/connection.hpp"

#include "adapters/sqlite/gathering_vfs.hpp"

#include <sqlite3.h>

namespace resuelve::sqlite {
namespace {

/// After how many virtual-machine steps a running statement looks at its deadline: some tens of microseconds.
constexpr int steps_between_looks = 2000;
/// Only start-up and other programs (a backup tool, `sqlite3`) can be in the way.
constexpr int busy_milliseconds = 2000;

void configure(sqlite3* connection, int option, int value) {
    if (const int code = sqlite3_db_config(connection, option, value, nullptr); code != SQLITE_OK)
        throw_error(connection, code, "configure");
}

/// What SQLite must be told before it is first used. Refused if somebody used it before: then it is only slower.
void configure_library() {
    static const bool once = [] {
        // Each command's savepoint keeps the pages as they were before it; by default beyond 64 KiB in a temporary
        // file, which cost more than all the rest of a command.
        constexpr int never_spill = -1;
        sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, never_spill);
        // Nobody asks how much memory SQLite uses, and counting it makes all threads wait for one mutex.
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
        return true;
    }();
    static_cast<void>(once);
}

} // namespace

Connection::Connection(const std::filesystem::path& file, Mode mode) {
    configure_library();
    const int access = mode == Mode::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    const int code = sqlite3_open_v2(file.c_str(), &connection_, access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                                     mode == Mode::write ? gathering_vfs() : nullptr);
    try {
        if (code != SQLITE_OK) throw_error(connection_, code, "open " + file.string());
        sqlite3_busy_timeout(connection_, busy_milliseconds);
        configure(connection_, SQLITE_DBCONFIG_DEFENSIVE, 1);
        configure(connection_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
        // Nobody but the writer checkpoints, and it does so when it says (reliability.md §0.1).
        sqlite3_wal_autocheckpoint(connection_, 0);
        if (mode == Mode::read) {
            configure(connection_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1);
            execute("PRAGMA query_only = ON; PRAGMA cache_size = -8000;");
        } else if (mode == Mode::write) {
            execute("PRAGMA secure_delete = ON; PRAGMA synchronous = FULL; PRAGMA journal_mode = WAL;"
                    "PRAGMA foreign_keys = ON; PRAGMA cache_size = -32000; PRAGMA journal_size_limit = 67108864;");
        }
        sqlite3_progress_handler(connection_, steps_between_looks, &interrupt_when_late, this);
    } catch (...) {
        sqlite3_close_v2(connection_);
        throw;
    }
}

Connection::~Connection() {
    prepared_.clear();
    sqlite3_close_v2(connection_);
}

int Connection::interrupt_when_late(void* self) {
    const auto deadline = static_cast<const Connection*>(self)->deadline_;
    return deadline != std::chrono::steady_clock::time_point::max() && std::chrono::steady_clock::now() > deadline;
}

Statement Connection::prepare(std::string_view sql) {
    auto known = prepared_.find(sql);
    if (known == prepared_.end()) known = prepared_.emplace(std::string{sql}, std::list<Prepared>{}).first;
    for (auto& prepared : known->second)
        if (!prepared.in_use) return Statement{prepared};
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(connection_, sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) throw_error(connection_, code, sql);
    known->second.push_back({std::unique_ptr<sqlite3_stmt, Prepared::Finalize>{statement}});
    return Statement{known->second.back()};
}

void Connection::execute(const char* sql) {
    if (const int code = sqlite3_exec(connection_, sql, nullptr, nullptr, nullptr); code != SQLITE_OK)
        throw_error(connection_, code, sql);
}

std::int64_t Connection::last_rowid() const {
    return sqlite3_last_insert_rowid(connection_);
}

std::int64_t Connection::changes() const {
    return sqlite3_changes64(connection_);
}

bool Connection::in_transaction() const {
    return sqlite3_get_autocommit(connection_) == 0;
}

std::string_view sqlite_version() {
    return sqlite3_libversion();
}

} // namespace resuelve::sqlite
