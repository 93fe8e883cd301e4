#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace resuelve::log {

enum class Level { debug, info, warning, error };

/// One member of a log line. Never a body, password, token, or an address of somebody's mail.
struct Field {
    std::string_view name;
    std::variant<std::string_view, std::int64_t, double, bool> value;

    Field(std::string_view n, std::string_view v) : name{n}, value{v} {}
    Field(std::string_view n, const std::string& v) : name{n}, value{std::string_view{v}} {}
    Field(std::string_view n, const char* v) : name{n}, value{std::string_view{v}} {}
    Field(std::string_view n, bool v) : name{n}, value{v} {}
    Field(std::string_view n, double v) : name{n}, value{v} {}
    template <std::integral T>
    Field(std::string_view n, T v) : name{n}, value{static_cast<std::int64_t>(v)} {}
};

/// Lines below it are dropped; `info` at the start. Safe to call from any thread, as everything here.
void set_level(Level level);

/// Writes `{"time":…,"level":…,"message":…,<fields>}` as one line to standard error.
void write(Level level, std::string_view message, std::initializer_list<Field> fields = {});

inline void debug(std::string_view message, std::initializer_list<Field> fields = {}) {
    write(Level::debug, message, fields);
}
inline void info(std::string_view message, std::initializer_list<Field> fields = {}) {
    write(Level::info, message, fields);
}
inline void warning(std::string_view message, std::initializer_list<Field> fields = {}) {
    write(Level::warning, message, fields);
}
inline void error(std::string_view message, std::initializer_list<Field> fields = {}) {
    write(Level::error, message, fields);
}

/// Sends lines elsewhere while it lives: for tests. One at a time.
class Capture {
public:
    Capture();
    ~Capture();
    Capture(const Capture&) = delete;
    Capture& operator=(const Capture&) = delete;

    /// Every line so far.
    std::string text() const;
};

} // namespace resuelve::log
