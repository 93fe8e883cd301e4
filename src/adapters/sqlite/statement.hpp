#pragma once

#include "platform/ids/uuid.hpp"
#include "platform/time/instant.hpp"

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

struct sqlite3_stmt;

namespace resuelve::sqlite {

/// A prepared statement in a connection's cache.
struct Prepared {
    struct Finalize {
        void operator()(sqlite3_stmt* finished) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> statement;
    bool in_use = false;
};

/// One use of a prepared statement: bind, step, read; reset and unbound at the end.
/// Parameters count from 1, columns from 0, as in SQLite. What text() and blob() return lives until the next step.
class Statement {
public:
    explicit Statement(Prepared& cached) : statement_{cached.statement.get()}, cached_{&cached} {
        cached.in_use = true;
    }
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;

    template <std::integral T>
    Statement& bind(int parameter, T value) {
        return bind_integer(parameter, static_cast<std::int64_t>(value));
    }
    Statement& bind(int parameter, double value);
    Statement& bind(int parameter, std::string_view text);
    Statement& bind(int parameter, std::span<const std::uint8_t> blob);
    Statement& bind(int parameter, std::nullopt_t);
    Statement& bind(int parameter, const Uuid& uuid) { return bind(parameter, std::span{uuid.bytes}); }
    template <class Tag>
    Statement& bind(int parameter, const Id<Tag>& id) {
        return bind(parameter, id.value);
    }
    /// Milliseconds since 1970.
    Statement& bind(int parameter, Instant at) { return bind_integer(parameter, at.time_since_epoch().count()); }
    template <class T>
    Statement& bind(int parameter, const std::optional<T>& value) {
        return value ? bind(parameter, *value) : bind(parameter, std::nullopt);
    }
    /// Binds parameters 1, 2, … in order.
    template <class... Values>
    Statement& bind_all(const Values&... values) {
        int parameter = 0;
        (bind(++parameter, values), ...);
        return *this;
    }

    /// True: there is a row to read. False: done.
    bool step();
    /// Runs a statement that gives no rows; afterwards it can be bound and run again.
    void run();
    /// Ready to be stepped from the start; bindings stay.
    void reset();

    bool is_null(int column) const;
    std::int64_t integer(int column) const;
    double real(int column) const;
    std::string_view text(int column) const;
    std::span<const std::uint8_t> blob(int column) const;
    Instant instant(int column) const { return Instant{std::chrono::milliseconds{integer(column)}}; }
    /// Throws Error if the column is not 16 bytes.
    Uuid uuid(int column) const;
    std::optional<std::int64_t> optional_integer(int column) const;
    std::optional<std::string> optional_text(int column) const;
    std::optional<Instant> optional_instant(int column) const;
    std::optional<Uuid> optional_uuid(int column) const;
    template <class SomeId>
    std::optional<SomeId> optional_id(int column) const {
        const auto uuid = optional_uuid(column);
        return uuid ? std::optional{SomeId{*uuid}} : std::nullopt;
    }

private:
    Statement& bind_integer(int parameter, std::int64_t value);
    void check(int code) const;

    sqlite3_stmt* statement_;
    Prepared* cached_;
};

} // namespace resuelve::sqlite
