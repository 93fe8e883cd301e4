#pragma once

#include "adapters/mongodb/bson.hpp"
#include "platform/config/start_failure.hpp"

#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>

namespace resuelve::mongodb {

/// What MongoDB or its driver answered when it did not do something. Inside the adapters only: callers of a store see
/// Problems.
class Error final : public std::exception {
public:
    /// What is known of the effect, and what to do about it.
    enum class Kind {
        duplicate_key,  ///< a unique index has it already
        conflict,       ///< another transaction was first: begin again
        interrupted,    ///< the connection or the primary went away: it may have been done; ask again under its number
        unreachable,    ///< no suitable server was found: nothing was done
        unknown_commit, ///< a transaction or a majority that may or may not be: commit again
        time_out,       ///< the statement took too long and was given up
        full,           ///< no room on the server's disk
        refused,        ///< credentials or rights
        other,          ///< a bug, or damage
    };

    Error(Kind kind, int code, std::string message);
    /// Of a failed call of the driver.
    Error(const bson_error_t& error, const bson_t* reply);
    /// Of the first of an answer's `writeErrors`.
    explicit Error(View write_error);

    Kind kind() const { return kind_; }
    int code() const { return code_; } ///< the server's, or the driver's
    /// No server answered.
    bool is_silence() const { return silence_; }
    bool is_duplicate_key() const { return kind_ == Kind::duplicate_key; }
    /// The name of the index that a duplicate key was found in.
    std::string_view duplicate_index() const;
    const char* what() const noexcept override { return message_.c_str(); }

private:
    Kind kind_;
    int code_;
    bool silence_ = false;
    std::string message_;
};

/// A database that cannot be used: not there, not ours to enter, too old, not migrated. Ends the start-up with a
/// message for the operator.
class StoreRefused final : public StartFailure {
public:
    explicit StoreRefused(const std::string& what, Reason reason = unsuitable) : StartFailure{reason, what} {}
};

/// The Problem that a caller is told for the exception being handled if it is an Error; other exceptions unchanged.
std::exception_ptr as_problem(std::exception_ptr error);

} // namespace resuelve::mongodb
