#include "platform/json/text.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>
#include <stdexcept>

namespace resuelve::text {
namespace {

constexpr std::size_t max_file_name = 200; // bytes

unsigned byte_at(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]);
}

/// How many bytes at the front are well-formed code points below U+0300, the Latin ones: nothing there composes with
/// its neighbours, so that most texts need no table of Unicode.
std::size_t latin_prefix(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const auto byte = byte_at(text, at);
        if (byte < 0x80)
            ++at;
        else if (byte >= 0xC2 && byte < 0xCC && at + 1 < text.size() && (byte_at(text, at + 1) & 0xC0) == 0x80)
            at += 2;
        else
            break;
    }
    return at;
}

bool is_latin(std::string_view text) {
    return latin_prefix(text) == text.size();
}

constexpr std::string_view soft_hyphen = "\u00AD"; // the one invisible character among the Latin ones

/// Takes the first code point off; nothing if it is not UTF-8.
std::optional<utf8proc_int32_t> take(std::string_view& text) {
    utf8proc_int32_t code_point = 0;
    const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                         static_cast<utf8proc_ssize_t>(text.size()), &code_point);
    if (length <= 0) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(length));
    return code_point;
}

bool is_joiner(utf8proc_int32_t c) {
    return c == 0x200C || c == 0x200D;
}

/// Format characters, and the letters and marks that Unicode calls default-ignorable although they show nothing.
bool is_format(utf8proc_int32_t c) {
    return utf8proc_category(c) == UTF8PROC_CATEGORY_CF || c == 0x034F || c == 0x115F || c == 0x1160 || c == 0x17B4 ||
           c == 0x17B5 || c == 0x180B || c == 0x3164 || c == 0xFFA0 || (c >= 0xE0000 && c <= 0xE0FFF);
}

/// What a joiner or variation selector may follow: a letter, mark or symbol outside ASCII.
bool can_be_joined(utf8proc_int32_t c) {
    if (c < 0x80) return false;
    const auto category = utf8proc_category(c);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME) ||
           (category >= UTF8PROC_CATEGORY_SM && category <= UTF8PROC_CATEGORY_SO);
}

bool is_invisible(utf8proc_int32_t before, utf8proc_int32_t c) {
    if (is_joiner(c)) return !can_be_joined(before);
    if (c >= 0xFE00 && c <= 0xFE0E) return !can_be_joined(before);
    return is_format(c);
}

bool is_space(utf8proc_int32_t c) {
    const auto category = utf8proc_category(c);
    return (c >= 0x09 && c <= 0x0D) || c == 0x85 || category == UTF8PROC_CATEGORY_ZS ||
           category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

std::string mapped(std::string_view text, int options) {
    utf8proc_uint8_t* result = nullptr;
    const auto length =
        utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                     &result, static_cast<utf8proc_option_t>(options));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner{result, &std::free};
    if (length < 0) throw std::invalid_argument{utf8proc_errmsg(length)};
    return {reinterpret_cast<const char*>(result), static_cast<std::size_t>(length)};
}

} // namespace

bool is_utf8(std::string_view text) {
    text.remove_prefix(latin_prefix(text));
    while (!text.empty())
        if (!take(text)) return false;
    return true;
}

bool is_ascii(std::string_view text) {
    return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

std::string ascii_lower(std::string_view text) {
    std::string lower{text};
    for (auto& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

std::string nfc(std::string_view text) {
    if (is_latin(text)) return std::string{text};
    return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::size_t code_points(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string_view trimmed(std::string_view text) {
    for (auto rest = text; !rest.empty(); text = rest) {
        const auto c = take(rest);
        if (!c || !is_space(*c)) break;
    }
    while (!text.empty()) {
        auto start = text.size() - 1; // of the last character
        while (start > 0 && (byte_at(text, start) & 0xC0) == 0x80)
            --start;
        auto last = text.substr(start);
        const auto c = take(last);
        if (!c || !last.empty() || !is_space(*c)) break;
        text = text.substr(0, start);
    }
    return text;
}

bool has_invisible(std::string_view text) {
    if (is_latin(text) && !text.contains(soft_hyphen)) return false;
    utf8proc_int32_t before = 0;
    while (!text.empty()) {
        const auto c = take(text);
        if (!c || is_invisible(before, *c)) return true;
        before = *c;
    }
    return false;
}

std::string with_invisible_shown(std::string_view text) {
    if (is_latin(text) && !text.contains(soft_hyphen)) return std::string{text};
    std::string shown;
    shown.reserve(text.size());
    utf8proc_int32_t before = 0;
    while (!text.empty()) {
        const auto start = text;
        const auto c = take(text);
        if (!c) throw std::invalid_argument{"not UTF-8"};
        if (is_invisible(before, *c))
            fmt::format_to(std::back_inserter(shown), "[U+{:04X}]", *c);
        else
            shown += start.substr(0, start.size() - text.size());
        before = *c;
    }
    return shown;
}

bool has_control(std::string_view text, std::string_view allowed) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = byte_at(text, i);
        if ((byte < 0x20 || byte == 0x7F) && !allowed.contains(text[i])) return true;
        if (byte == 0xC2 && i + 1 < text.size() && byte_at(text, i + 1) < 0xA0) return true; // U+0080–009F
    }
    return false;
}

bool has_line_break(std::string_view text) {
    return text.find_first_of("\n\r") != text.npos || text.contains("\u0085") || text.contains("\u2028") ||
           text.contains("\u2029");
}

std::string_view file_name_fault(std::string_view name) {
    if (!is_utf8(name)) return "is not UTF-8";
    if (name.empty()) return "is empty";
    if (name.size() > max_file_name) return "is longer than 200 bytes";
    if (name.find_first_of("/\\:*?\"<>|") != name.npos) return "has a character of paths";
    if (has_control(name) || has_line_break(name)) return "has a control character";
    if (has_invisible(name)) return "has an invisible character";
    if (trimmed(name) != name || name.ends_with('.') || name.starts_with('.'))
        return "begins or ends with a space or a dot";
    return {};
}

std::string folded(std::string_view text) {
    // ñ is a letter of its own in Spanish: what stripping the marks would make of it is kept apart.
    const auto composed = mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);
    std::string result;
    for (std::string_view rest = composed; !rest.empty();) {
        const auto start = rest;
        const auto c = take(rest);
        const auto one = start.substr(0, start.size() - rest.size());
        if (c == 0xF1)
            result += one;
        else
            result += mapped(one, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_STRIPMARK);
    }
    return result;
}

} // namespace resuelve::text
