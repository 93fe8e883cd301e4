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

    sqlite3* raw() { return connection_; }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    static int interrupt_when_late(void* self);

    sqlite3* connection_ = nullptr;
    std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::time_point::max();
    /// Several of one text where it is used within itself, e.g. the same walk over two teams.
    std::unordered_map<std::string, std::list<Prepared>, Hash, std::equal_to<>> prepared_;
};

/// The version of the SQLite in use, for `resuelve version`.
std::string_view sqlite_version();

} // namespace resuelve::sqlite
