#pragma once

#include "adapters/sqlite/error.hpp"
#include "adapters/sqlite/statement.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace resuelve::sqlite {

/// One open SQLite connection and its prepared statements. Used by one thread at a time.
class Connection {
public:
    enum class Mode { read, write, backup };

    /// Opens `file`; mode read never writes, nor checkpoints; mode backup is for what a backup is written to. Throws
    /// Error.
    Connection(const std::filesystem::path& file, Mode mode);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// A statement ready to be bound. `sql` is a constant, or made of constant fragments: never of input.
    /// Prepared once and kept.
    Statement prepare(std::string_view sql);

    /// Runs statements without parameters and results: schema and pragmas.
    void execute(const char* sql);

    std::int64_t last_rowid() const;
    std::int64_t changes() const; ///< rows changed by the last statement
    bool in_transaction() const;

    /// From now on until the deadline is lifted, statements that run past it throw an interrupted Error.
    void set_deadline(std::chrono::steady_clock::time_point deadline) { deadline_ = deadline; }
    void lift_deadline() { deadline_ = std::chrono::steady_clock::time_point::max(); }

    /// Puts off a part of a command to the end of its batch: after all savepoints, before the commit, if the command
    /// succeeded. For FTS5, which at each savepoint writes out what it has gathered. It must not fail on its own: that
    /// fails the batch.
    void at_end_of_batch(std::move_only_function<void(Connection&)> work) { at_end_.push_back(std::move(work)); }
    std::size_t put_off() const { return at_end_.size(); }
    /// Forgets what was put off since put_off() was `count`.
    void forget_put_off(std::size_t count) {
        at_end_.erase(at_end_.begin() + static_cast<std::ptrdiff_t>(count), at_end_.end());
    }
    void do_what_was_put_off();

    sqlite3* raw() { return connection_; }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    static int interrupt_when_late(void* self);

    sqlite3* connection_ = nullptr;
    std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::time_point::max();
    std::vector<std::move_only_function<void(Connection&)>> at_end_;
    /// Several of one text where it is used within itself, e.g. the same walk over two teams.
    std::unordered_map<std::string, std::list<Prepared>, Hash, std::equal_to<>> prepared_;
};

/// The version of the SQLite in use, for `resuelve version`.
std::string_view sqlite_version();

} // namespace resuelve::sqlite
