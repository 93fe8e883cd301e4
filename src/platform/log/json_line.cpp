#include "platform/log/json_line.hpp"

namespace resuelve::log {

void append_quoted(std::string& to, std::string_view text) {
    constexpr auto is_plain = [](char c) { return c != '"' && c != '\\' && c != 0x7F && (c < 0 || c >= 0x20); };
    to += '"';
    const auto* first_odd = std::find_if_not(text.begin(), text.end(), is_plain);
    to.append(text.begin(), first_odd);
    text.remove_prefix(static_cast<std::size_t>(first_odd - text.begin()));
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
