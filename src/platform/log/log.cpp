#include "platform/log/log.hpp"

#include "platform/log/json_line.hpp"
#include "platform/log/lines.hpp"
#include "platform/time/instant.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <cmath>
#include <mutex>
#include <sstream>

namespace resuelve::log {

namespace {

using Destination = std::shared_ptr<spdlog::sinks::sink>;

Destination standard_error() {
    return std::make_shared<spdlog::sinks::stderr_sink_mt>();
}

/// Where lines go. The logger is exchanged as a whole, so that writers on other threads keep theirs.
struct Current {
    std::mutex mutex;
    std::shared_ptr<spdlog::logger> logger = make(standard_error());

    static std::shared_ptr<spdlog::logger> make(Destination destination) {
        auto logger = std::make_shared<spdlog::logger>("resuelve", std::move(destination));
        logger->set_pattern("%v");
        return logger;
    }
    std::shared_ptr<spdlog::logger> get() {
        const std::lock_guard lock{mutex};
        return logger;
    }
    void set(Destination destination) {
        auto next = make(std::move(destination));
        const std::lock_guard lock{mutex};
        next->set_level(logger->level());
        logger = std::move(next);
    }
};

Current& current() {
    static Current instance;
    return instance;
}

std::ostringstream& captured() {
    static std::ostringstream stream;
    return stream;
}

spdlog::level::level_enum as_spdlog(Level level) {
    switch (level) {
    case Level::debug:
        return spdlog::level::debug;
    case Level::info:
        return spdlog::level::info;
    case Level::warning:
        return spdlog::level::warn;
    case Level::error:
        return spdlog::level::err;
    }
    std::unreachable();
}

std::string_view name_of(Level level) {
    static constexpr std::array<std::string_view, 4> names{"debug", "info", "warning", "error"};
    return names[static_cast<std::size_t>(level)];
}

struct AppendValue {
    std::string& to;
    void operator()(std::string_view value) const { append_quoted(to, value); }
    void operator()(std::int64_t value) const { to += std::to_string(value); }
    void operator()(double value) const { to += std::isfinite(value) ? fmt::format("{}", value) : "null"; }
    void operator()(bool value) const { to += value ? "true" : "false"; }
};

} // namespace

void set_level(Level level) {
    current().get()->set_level(as_spdlog(level));
}

void write(Level level, std::string_view message, std::initializer_list<Field> fields) {
    const auto logger = current().get();
    if (!logger->should_log(as_spdlog(level))) return;
    const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
    std::string line = fmt::format(R"({{"time":"{}","level":"{}","message":)", to_rfc3339(now), name_of(level));
    append_quoted(line, message);
    for (const auto& field : fields) {
        line += ',';
        append_quoted(line, field.name);
        line += ':';
        std::visit(AppendValue{line}, field.value);
    }
    line += '}';
    logger->log(as_spdlog(level), spdlog::string_view_t{line.data(), line.size()});
}

void write_lines(std::string_view lines) {
    if (lines.ends_with('\n')) lines.remove_suffix(1);
    if (lines.empty()) return;
    current().get()->log(spdlog::level::critical, spdlog::string_view_t{lines.data(), lines.size()});
}

Capture::Capture() {
    captured().str({});
    current().set(std::make_shared<spdlog::sinks::ostream_sink_mt>(captured(), true));
}

Capture::~Capture() {
    current().set(standard_error());
}

std::string Capture::text() const {
    return captured().str();
}

} // namespace resuelve::log
