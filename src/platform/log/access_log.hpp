#pragma once

#include "platform/time/instant.hpp"

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

namespace resuelve::log {

/// One answered request. The route's pattern instead of the path: no reference, query or password can get in.
struct Access {
    Instant time;
    std::string_view trace_id;
    std::string_view method;
    std::string_view route;
    unsigned status = 0;
    std::chrono::microseconds duration{};
    std::uint64_t bytes = 0;  ///< of the answer's body
    std::string_view subject; ///< who asked, as an id; empty for strangers
};

/// Writes a JSON line for each request to the log. Lines are collected and written together, because one system call
/// for each would cost more than many an answer. Safe to use from several threads.
class AccessLog {
public:
    explicit AccessLog(bool enabled = true) : enabled_{enabled} {}
    ~AccessLog() { flush(); }
    AccessLog(const AccessLog&) = delete;
    AccessLog& operator=(const AccessLog&) = delete;

    void add(const Access& access);
    /// Writes what is collected: the server calls it several times a second.
    void flush();

private:
    bool enabled_;
    std::mutex mutex_;
    std::string lines_;
};

} // namespace resuelve::log
