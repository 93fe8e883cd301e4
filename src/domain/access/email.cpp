#include "domain/access/email.hpp"

#include "platform/json/text.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace resuelve {
namespace {

bool is_beyond_ascii(char c) {
    return static_cast<unsigned char>(c) >= 0x80;
}

/// NFC, and lower case if wanted; nothing for invalid UTF-8.
std::optional<std::string> normalized(std::string_view given, bool lower) {
    // Nearly all are, and each stored address is read by way of this.
    if (text::is_ascii(given)) return lower ? text::ascii_lower(given) : std::string{given};
    const auto to_lower = [](utf8proc_int32_t c, void*) { return utf8proc_tolower(c); };
    utf8proc_uint8_t* result = nullptr;
    const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
    const auto length = utf8proc_map_custom(reinterpret_cast<const utf8proc_uint8_t*>(given.data()),
                                            static_cast<utf8proc_ssize_t>(given.size()), &result, options,
                                            lower ? to_lower : utf8proc_custom_func{}, nullptr);
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner{result, &std::free};
    if (length < 0) return std::nullopt;
    return std::string{reinterpret_cast<const char*>(result), static_cast<std::size_t>(length)};
}

/// Letters, digits, marks and signs of any alphabet; no space, control, format or unassigned character.
bool is_visible(std::string_view text) {
    while (!text.empty()) {
        utf8proc_int32_t c = 0;
        const auto length = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                             static_cast<utf8proc_ssize_t>(text.size()), &c);
        if (length <= 0) return false;
        switch (utf8proc_category(c)) {
        case UTF8PROC_CATEGORY_CC:
        case UTF8PROC_CATEGORY_CF:
        case UTF8PROC_CATEGORY_CS:
        case UTF8PROC_CATEGORY_CO:
        case UTF8PROC_CATEGORY_CN:
        case UTF8PROC_CATEGORY_ZS:
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP:
            return false;
        default:
            break;
        }
        text.remove_prefix(static_cast<std::size_t>(length));
    }
    return true;
}

bool is_ascii_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// RFC 5321 Dot-string.
bool is_local_part(std::string_view text) {
    if (text.empty() || text.size() > 64 || text.front() == '.' || text.back() == '.') return false;
    if (text.find("..") != text.npos) return false;
    return std::ranges::all_of(text, [](char c) {
        return is_ascii_letter_or_digit(c) || is_beyond_ascii(c) ||
               std::string_view{".!#$%&'*+-/=?^_`{|}~"}.find(c) != std::string_view::npos;
    });
}

bool is_label(std::string_view text) {
    if (text.empty() || text.size() > 63 || text.front() == '-' || text.back() == '-') return false;
    return std::ranges::all_of(text,
                               [](char c) { return is_ascii_letter_or_digit(c) || is_beyond_ascii(c) || c == '-'; });
}

bool is_domain(std::string_view text) {
    auto labels = 0;
    for (;; ++labels) {
        const auto dot = text.find('.');
        if (!is_label(text.substr(0, dot))) return false;
        if (dot == text.npos) return labels >= 1;
        text.remove_prefix(dot + 1);
    }
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

} // namespace

std::optional<Email> Email::parse(std::string_view given) {
    given = trimmed(given);
    if (given.size() > max_bytes) return std::nullopt;
    auto text = normalized(given, false);
    if (!text || text->size() > max_bytes || !is_visible(*text)) return std::nullopt;
    const auto at = text->find('@');
    if (at == text->npos || text->find('@', at + 1) != text->npos) return std::nullopt;
    const std::string_view whole{*text};
    if (!is_local_part(whole.substr(0, at)) || !is_domain(whole.substr(at + 1))) return std::nullopt;
    auto key = normalized(*text, true);
    if (!key) return std::nullopt;
    return Email{std::move(*text), std::move(*key)};
}

} // namespace resuelve
