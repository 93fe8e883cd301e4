#include "platform/http/head_scan.hpp"

#include "platform/http/limits.hpp"

namespace resuelve::http {

std::optional<std::size_t> HeadScan::end(std::string_view received) {
    for (;;) {
        const auto feed = received.find('\n', line_start_);
        if (feed == std::string_view::npos) {
            check_rest(received.substr(line_start_));
            return std::nullopt;
        }
        const auto line = received.substr(line_start_, feed + 1 - line_start_);
        if (!line.ends_with("\r\n")) throw Problem{Problem::malformed, "A line does not end with CR LF."};
        line_start_ = feed + 1;
        if (line.size() == 2 && request_line_ > 0) return line_start_;
        check_line(line);
    }
}

void HeadScan::check_line(std::string_view line) {
    check_rest(line);
    if (request_line_ == 0) {
        request_line_ = line.size();
        return;
    }
    if (line.front() == ' ' || line.front() == '\t') throw Problem{Problem::malformed, "A header line is folded."};
    if (++fields_ > limits::header_count) throw Problem{Problem::headers_too_large};
}

void HeadScan::check_rest(std::string_view rest) const {
    if (request_line_ == 0) {
        if (rest.size() > limits::request_line) throw Problem{Problem::uri_too_long};
        const bool letter = rest.empty() || (rest.front() >= 'A' && rest.front() <= 'Z') ||
                            (rest.front() >= 'a' && rest.front() <= 'z');
        if (!letter) throw Problem{Problem::malformed, "That is not the begin of an HTTP request."};
    } else if (line_start_ - request_line_ + rest.size() > limits::head) {
        throw Problem{Problem::headers_too_large};
    }
}

} // namespace resuelve::http
