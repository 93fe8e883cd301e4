#include "platform/http/head_check.hpp"

#include "platform/http/limits.hpp"

#include <charconv>

namespace resuelve::http {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_alphanumeric(char c) {
    return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z');
}

[[noreturn]] void refuse(const char* why) {
    throw Problem{Problem::malformed, why};
}

/// Fields that decide something: twice, or with bytes past ASCII, two readers could understand them differently.
constexpr std::array<std::string_view, 20> used{
    "authorization",   "connection",
    "content-length",  "content-type",
    "cookie",          "expect",
    "forwarded",       "host",
    "idempotency-key", "if-match",
    "if-none-match",   "if-range",
    "last-event-id",   "origin",
    "range",           "sec-fetch-site",
    "traceparent",     "transfer-encoding",
    "x-forwarded-for", "x-forwarded-proto",
};
/// Of those, the ones that proxies and browsers may send as several lines.
constexpr std::array<std::string_view, 5> lists{"connection", "cookie", "forwarded", "x-forwarded-for",
                                                "if-none-match"};

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
    return std::ranges::any_of(names, [&](auto other) { return same_ignoring_case(name, other); });
}

/// What check_head collects in its one pass over the fields.
struct Seen {
    std::optional<std::string_view> host;
    std::optional<std::string_view> content_length;
    std::optional<std::string_view> transfer_encoding;
    std::optional<std::string_view> expect;
    std::size_t cookies = 0; ///< bytes
};

void check_target(std::string_view target) {
    if (!target.starts_with('/') || target.starts_with("//"))
        refuse("The target must be a path that starts with one /.");
    for (const char c : target)
        if (c <= 0x20 || c == 0x7F || std::string_view{"#<>\"{}\\|^`"}.find(c) != std::string_view::npos)
            refuse("The target has a character that must be escaped.");
}

Seen check_fields(const Head& head) {
    Seen seen;
    if (head.fields.size() > limits::header_count) throw Problem{Problem::headers_too_large};
    for (std::size_t i = 0; i < head.fields.size(); ++i) {
        const auto& [name, value] = head.fields[i];
        if (name.size() > limits::header_name || value.size() > limits::header_value)
            throw Problem{Problem::headers_too_large};
        if (!is_one_of(name, used)) continue;
        if (std::ranges::any_of(value, [](char c) { return c < 0; })) refuse("A header has bytes that are not ASCII.");
        const auto before = std::span{head.fields}.first(i);
        const bool again =
            std::ranges::any_of(before, [&](const auto& field) { return same_ignoring_case(field.first, name); });
        if (again && !is_one_of(name, lists)) refuse("A header that may come once is there twice.");
        if (same_ignoring_case(name, "host")) seen.host = value;
        if (same_ignoring_case(name, "content-length")) seen.content_length = value;
        if (same_ignoring_case(name, "transfer-encoding")) seen.transfer_encoding = value;
        if (same_ignoring_case(name, "expect")) seen.expect = value;
        if (same_ignoring_case(name, "cookie")) seen.cookies += value.size();
    }
    if (seen.cookies > limits::cookie) throw Problem{Problem::headers_too_large};
    return seen;
}

bool is_port(std::string_view port) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), value);
    return error == std::errc{} && end == port.data() + port.size() && port.size() <= 5 && value <= 65'535;
}

/// The host without its port in lower case, if it is `host[:port]` (RFC 9112 §3.2).
std::optional<std::string> host_name(std::string_view field) {
    std::string_view name = field;
    if (field.starts_with('[')) {
        const auto bracket = field.find(']');
        if (bracket == std::string_view::npos || bracket < 3) return std::nullopt;
        name = field.substr(0, bracket + 1);
        for (const char c : name.substr(1, bracket - 1))
            if (!is_alphanumeric(c) && c != ':' && c != '.') return std::nullopt;
    } else {
        name = field.substr(0, field.find(':'));
        for (const char c : name)
            if (!is_alphanumeric(c) && c != '.' && c != '-' && c != '_') return std::nullopt;
    }
    if (name.empty() || name.size() > 255) return std::nullopt;
    const auto rest = field.substr(name.size());
    if (!rest.empty() && (rest.front() != ':' || !is_port(rest.substr(1)))) return std::nullopt;
    std::string result{name};
    std::ranges::transform(result, result.begin(), lower);
    return result;
}

void check_host(const Head& head, const Seen& seen, std::span<const std::string> allowed_hosts) {
    if (!seen.host) {
        if (head.version == 11) refuse("There is no Host.");
        if (!allowed_hosts.empty()) throw Problem{Problem::misdirected};
        return;
    }
    const auto name = host_name(*seen.host);
    if (!name) refuse("Host is not a host with an optional port.");
    if (!allowed_hosts.empty() && std::ranges::find(allowed_hosts, *name) == allowed_hosts.end())
        throw Problem{Problem::misdirected};
}

/// The message's length must be beyond doubt (RFC 9112 §6.1): one number, or exactly "chunked".
void check_length(const Head& head, const Seen& seen, Framing& framing) {
    if (seen.transfer_encoding) {
        if (head.version == 10) refuse("HTTP/1.0 has no Transfer-Encoding.");
        if (seen.content_length) refuse("There is both a Content-Length and a Transfer-Encoding.");
        const auto coding = *seen.transfer_encoding;
        if (coding.empty()) refuse("Transfer-Encoding is empty.");
        if (!same_ignoring_case(coding, "chunked"))
            throw Problem{Problem::not_implemented, "The only transfer coding is chunked, once."};
        framing.chunked = true;
    }
    if (!seen.content_length) return;
    const auto text = *seen.content_length;
    std::uint64_t length = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
    if (text.empty() || !is_digit(text.front()) || error != std::errc{} || end != text.data() + text.size() ||
        (text.size() > 1 && text.front() == '0'))
        refuse("Content-Length is not a plain number.");
    framing.content_length = length;
}

} // namespace

bool same_ignoring_case(std::string_view left, std::string_view right) {
    return left.size() == right.size() &&
           std::equal(left.begin(), left.end(), right.begin(), [](char a, char b) { return lower(a) == lower(b); });
}

std::optional<Method> method_from(std::string_view name) {
    for (const auto method :
         {Method::get, Method::post, Method::head, Method::put, Method::patch, Method::delete_, Method::options})
        if (name == to_string(method)) return method;
    return std::nullopt;
}

Framing check_head(const Head& head, std::span<const std::string> allowed_hosts) {
    Framing framing;
    const auto seen = check_fields(head);
    check_length(head, seen, framing);
    check_target(head.target);
    check_host(head, seen, allowed_hosts);
    if (!method_from(head.method)) throw Problem{Problem::not_implemented, "That method is not supported."};
    if (seen.expect) {
        if (!same_ignoring_case(*seen.expect, "100-continue"))
            throw Problem{Problem::not_implemented, "The only expectation is 100-continue."};
        framing.expects_continue = head.version == 11;
    }
    return framing;
}

} // namespace resuelve::http
