#include "services/customers/ascii_json.hpp"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace resuelve::customers {
namespace {

/// Takes one code point of valid UTF-8 off the front.
char32_t take(std::string_view& text) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    char32_t code_point = length == 1 ? first : first & (0x7Fu >> length);
    for (std::size_t i = 1; i < length && i < text.size(); ++i)
        code_point = (code_point << 6) | (static_cast<unsigned char>(text[i]) & 0x3Fu);
    text.remove_prefix(std::min(length, text.size()));
    return code_point;
}

} // namespace

std::string to_ascii_json(const boost::json::value& value) {
    const auto json = boost::json::serialize(value);
    std::string ascii;
    ascii.reserve(json.size());
    const auto escape = [&](char32_t unit) {
        fmt::format_to(std::back_inserter(ascii), "\\u{:04x}", static_cast<unsigned>(unit));
    };
    for (std::string_view rest = json; !rest.empty();) {
        const auto c = take(rest);
        if (c < 0x80) {
            ascii += static_cast<char>(c);
        } else if (c < 0x10000) {
            escape(c);
        } else {
            escape(0xD800 + ((c - 0x10000) >> 10));
            escape(0xDC00 + ((c - 0x10000) & 0x3FF));
        }
    }
    return ascii;
}

} // namespace resuelve::customers
