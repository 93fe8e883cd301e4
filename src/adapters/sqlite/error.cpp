#include "adapters/sqlite/error.hpp"

#include "platform/http/problem.hpp"

#include <sqlite3.h>

namespace resuelve::sqlite {

bool Error::is_unique_violation() const {
    return code_ == SQLITE_CONSTRAINT_UNIQUE || code_ == SQLITE_CONSTRAINT_PRIMARYKEY ||
           code_ == SQLITE_CONSTRAINT_ROWID;
}

bool Error::is_full() const {
    // The wal-index (-shm) is a file too; SQLite has no better code for "no room for it".
    return primary_code() == SQLITE_FULL || code_ == SQLITE_IOERR_SHMSIZE;
}

bool Error::is_interrupted() const {
    return primary_code() == SQLITE_INTERRUPT;
}

bool Error::is_damage() const {
    if (is_full() || code_ == SQLITE_IOERR_NOMEM) return false;
    return primary_code() == SQLITE_IOERR || primary_code() == SQLITE_CORRUPT || primary_code() == SQLITE_NOTADB;
}

void throw_error(sqlite3* connection, int code, std::string_view doing) {
    const int extended = connection && (sqlite3_errcode(connection) & 0xff) == (code & 0xff)
                             ? sqlite3_extended_errcode(connection)
                             : code;
    const char* message = connection ? sqlite3_errmsg(connection) : sqlite3_errstr(code);
    throw Error{extended, fmt::format("SQLite: {} ({}) while doing: {}", message, extended, doing.substr(0, 200))};
}

std::exception_ptr as_problem(std::exception_ptr error) {
    using namespace std::chrono_literals;
    try {
        std::rethrow_exception(error);
    } catch (const Error& e) {
        if (e.is_full()) return std::make_exception_ptr(Problem{Problem::storage_full});
        if (e.is_interrupted())
            return std::make_exception_ptr(
                Problem{Problem::overloaded, "That would take too long; ask for less, for instance with longer words."}
                    .retry_after(2s));
        if (e.is_damage() || e.primary_code() == SQLITE_BUSY || e.primary_code() == SQLITE_CANTOPEN)
            return std::make_exception_ptr(
                Problem{Problem::unavailable, "The store cannot be reached."}.retry_after(2s));
        return error;
    } catch (...) {
        return error;
    }
}

} // namespace resuelve::sqlite
