#pragma once

#include "platform/config/start_failure.hpp"

#include <exception>
#include <stdexcept>
#include <string>

struct sqlite3;

namespace resuelve::sqlite {

/// What SQLite answered when it did not do something. Inside the adapters only: callers of a store see Problems.
class Error final : public std::exception {
public:
    Error(int code, std::string message) : code_{code}, message_{std::move(message)} {}

    int code() const { return code_; } ///< SQLite's extended result code
    int primary_code() const { return code_ & 0xff; }
    bool is_unique_violation() const;
    bool is_full() const; ///< no room on the disk
    bool is_interrupted() const;
    /// The disk or the file cannot be trusted any more: nothing may be written after it (reliability.md promise 3).
    bool is_damage() const;
    const char* what() const noexcept override { return message_.c_str(); }

private:
    int code_;
    std::string message_;
};

/// A store file that cannot be used: newer than this program, in use by another one, not a store. Ends the start-up.
class StoreRefused final : public StartFailure {
public:
    explicit StoreRefused(const std::string& what, Reason reason = unsuitable) : StartFailure{reason, what} {}
};

/// Throws what `connection` says of its last call, with `code`.
[[noreturn]] void throw_error(sqlite3* connection, int code, std::string_view doing);

/// The Problem that a caller is told for the exception being handled if it is an Error; other exceptions unchanged.
std::exception_ptr as_problem(std::exception_ptr error);

} // namespace resuelve::sqlite
