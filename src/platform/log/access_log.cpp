#include "platform/log/access_log.hpp"

#include "platform/log/json_line.hpp"
#include "platform/log/lines.hpp"

namespace resuelve::log {

namespace {

constexpr std::size_t collected = std::size_t{64} * 1024; ///< bytes that are written without waiting for flush()

} // namespace

void AccessLog::add(const Access& access) {
    if (!enabled_) return;
    std::string line = R"({"time":")";
    line.reserve(256);
    line += to_rfc3339(access.time);
    line += R"(","level":"info","trace_id":")";
    line += access.trace_id;
    line += R"(","method":")";
    line += access.method;
    line += R"(","route":)";
    append_quoted(line, access.route);
    fmt::format_to(std::back_inserter(line), R"(,"status":{},"ms":{}.{:03},"bytes":{})", access.status,
                   access.duration.count() / 1000, access.duration.count() % 1000, access.bytes);
    if (!access.subject.empty()) {
        line += R"(,"subject":)";
        append_quoted(line, access.subject);
    }
    line += "}\n";

    std::string full;
    {
        const std::lock_guard lock{mutex_};
        lines_ += line;
        if (lines_.size() < collected) return;
        full.swap(lines_);
    }
    write_lines(full);
}

void AccessLog::flush() {
    std::string all;
    {
        const std::lock_guard lock{mutex_};
        all.swap(lines_);
    }
    write_lines(all);
}

} // namespace resuelve::log
