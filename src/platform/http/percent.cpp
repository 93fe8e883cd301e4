#include "platform/http/percent.hpp"

#include "platform/http/limits.hpp"
#include "platform/http/problem.hpp"

#include <utf8proc.h>

namespace resuelve::http {

namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_plain_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > 0; });
}

} // namespace

bool is_text(std::string_view text) {
    if (is_plain_ascii(text)) return true;
    const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    auto left = static_cast<utf8proc_ssize_t>(text.size());
    while (left > 0) {
        utf8proc_int32_t code_point = 0;
        const auto size = utf8proc_iterate(at, left, &code_point);
        if (size <= 0 || code_point == 0) return false;
        at += size;
        left -= size;
    }
    return true;
}

std::string percent_decoded(std::string_view encoded, bool plus_is_space) {
    std::string decoded;
    decoded.reserve(encoded.size());
    for (std::size_t i = 0; i < encoded.size(); ++i) {
        const char c = encoded[i];
        if (c == '%') {
            const int high = i + 2 < encoded.size() ? hex_digit(encoded[i + 1]) : -1;
            const int low = high >= 0 ? hex_digit(encoded[i + 2]) : -1;
            if (low < 0) throw Problem{Problem::malformed, "A % is not followed by two hexadecimal digits."};
            decoded += static_cast<char>(high * 16 + low);
            i += 2;
        } else {
            decoded += c == '+' && plus_is_space ? ' ' : c;
        }
    }
    if (!is_text(decoded)) throw Problem{Problem::malformed, "An escaped text is not UTF-8, or has a NUL."};
    return decoded;
}

std::vector<std::string> path_segments(std::string_view path) {
    std::vector<std::string> segments;
    path.remove_prefix(1);
    if (path.empty()) return segments;
    for (;;) {
        const auto slash = path.find('/');
        auto segment = percent_decoded(path.substr(0, slash), false);
        const bool control = std::ranges::any_of(
            segment, [](char c) { return c == '/' || c == '\\' || c == 0x7F || (c >= 0 && c < 0x20); });
        if (control || segment == "." || segment == "..")
            throw Problem{Problem::malformed, "The path has a segment that no address of ours has."};
        if (segments.size() == limits::path_segments) throw Problem{Problem::uri_too_long};
        segments.push_back(std::move(segment));
        if (slash == std::string_view::npos) return segments;
        path.remove_prefix(slash + 1);
    }
}

} // namespace resuelve::http
