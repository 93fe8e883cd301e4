#include "platform/json/read.hpp"

#include "platform/json/text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace resuelve::json {
namespace {

/// "\r\n" and lone "\r" become "\n", as HTML forms and mail programs differ.
std::string with_plain_line_ends(std::string text) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r')
            plain += text[i];
        else if (i + 1 == text.size() || text[i + 1] != '\n')
            plain += '\n';
    }
    return plain;
}

std::string_view kind_of(const boost::json::value& value) {
    switch (value.kind()) {
    case boost::json::kind::null:
        return "null";
    case boost::json::kind::bool_:
        return "true or false";
    case boost::json::kind::int64:
    case boost::json::kind::uint64:
    case boost::json::kind::double_:
        return "a number";
    case boost::json::kind::string:
        return "a string";
    case boost::json::kind::array:
        return "an array";
    case boost::json::kind::object:
        return "an object";
    }
    return "something else";
}

} // namespace

namespace detail {

void wrong_type(std::string_view expected, const boost::json::value& from, FieldErrors& errors) {
    errors.add("wrong_type", fmt::format("is {}, not {}", kind_of(from), expected));
}

std::optional<std::string> read_string(const boost::json::value& from, FieldErrors& errors) {
    const auto* string = from.if_string();
    if (!string) {
        wrong_type("a string", from, errors);
        return std::nullopt;
    }
    return text::nfc(*string);
}

std::int64_t read_integer(const boost::json::value& from, std::int64_t min, std::int64_t max, FieldErrors& errors) {
    const auto* number = from.if_int64();
    if (!number)
        wrong_type("an integer", from, errors);
    else if (*number < min || *number > max)
        errors.add("out_of_range", fmt::format("is not in {}…{}", min, max));
    else
        return *number;
    return min;
}

std::string read_text(const boost::json::value& from, std::size_t min, std::size_t max, bool one_line,
                      FieldErrors& errors) {
    auto string = read_string(from, errors);
    if (!string) return {};
    auto text = text::with_invisible_shown(text::trimmed(with_plain_line_ends(std::move(*string))));
    const auto length = text::code_points(text);
    if (length < min)
        errors.add("too_short", min == 1 ? "is empty" : fmt::format("has {} characters, at least {}", length, min));
    if (length > max) errors.add("too_long", fmt::format("has {} characters, at most {}", length, max));
    if (text::has_control(text, one_line ? "" : "\n\t") || (one_line && text::has_line_break(text)))
        errors.add("control_character", one_line ? "has a control character or line break" : "has a control character");
    return text;
}

void not_one_of(std::vector<std::string_view> names, FieldErrors& errors) {
    errors.add("malformed", fmt::format("is none of {}", fmt::join(names, ", ")));
}

void refuse_unknown(const boost::json::object& object, std::span<const std::string_view> names, FieldErrors& errors) {
    for (const auto& member : object) {
        if (std::ranges::find(names, std::string_view{member.key()}) != names.end()) continue;
        const FieldErrors::Within within{errors, member.key()};
        errors.add("unknown", "is not a field of this");
    }
}

void check_size(std::size_t size, std::size_t min, std::size_t max, FieldErrors& errors) {
    if (size < min) errors.add("too_few", fmt::format("has {} elements, at least {}", size, min));
    if (size > max) errors.add("too_many", fmt::format("has {} elements, at most {}", size, max));
}

} // namespace detail

void read_into(bool& into, const boost::json::value& from, FieldErrors& errors) {
    if (const auto* value = from.if_bool())
        into = *value;
    else
        detail::wrong_type("true or false", from, errors);
}

void read_into(double& into, const boost::json::value& from, FieldErrors& errors) {
    if (const auto* real = from.if_double())
        into = *real;
    else if (const auto* integer = from.if_int64())
        into = static_cast<double>(*integer);
    else
        detail::wrong_type("a number", from, errors);
}

void read_into(std::string& into, const boost::json::value& from, FieldErrors& errors) {
    if (auto text = detail::read_string(from, errors)) into = std::move(*text);
}

void read_into(Instant& into, const boost::json::value& from, FieldErrors& errors) {
    const auto text = detail::read_string(from, errors);
    if (!text) return;
    if (const auto instant = parse_rfc3339(*text))
        into = *instant;
    else
        errors.add("malformed", "is not a time such as 2026-11-27T17:00:00Z (RFC 3339)");
}

void read_into(std::chrono::year_month_day& into, const boost::json::value& from, FieldErrors& errors) {
    const auto text = detail::read_string(from, errors);
    if (!text) return;
    if (const auto date = parse_iso_date(*text))
        into = *date;
    else
        errors.add("malformed", "is not a day such as 2026-11-27");
}

void read_into(boost::json::value& into, const boost::json::value& from, FieldErrors&) {
    into = from;
}

void read_into(boost::json::object& into, const boost::json::value& from, FieldErrors& errors) {
    if (const auto* object = from.if_object())
        into = *object;
    else
        detail::wrong_type("an object", from, errors);
}

} // namespace resuelve::json
