#include "platform/log/json_line.hpp"

namespace resuelve::log {

void append_quoted(std::string& to, std::string_view text) {
    to += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            to += '\\';
            to += c;
        } else if (byte < 0x20 || byte == 0x7F) {
            fmt::format_to(std::back_inserter(to), "\\u{:04x}", byte);
        } else {
            to += c;
        }
    }
    to += '"';
}

} // namespace resuelve::log
