#include "platform/http/response_head.hpp"

#include <boost/beast/http/status.hpp>

namespace resuelve::http {

namespace {

struct Default {
    std::string_view name;
    std::string_view line;
};

/// In reliability.md §3.3's order. The API needs no sources at all; pages bring their own policy.
constexpr std::array<Default, 8> defaults{{
    {"content-security-policy",
     "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'\r\n"},
    {"x-content-type-options", "X-Content-Type-Options: nosniff\r\n"},
    {"referrer-policy", "Referrer-Policy: same-origin\r\n"},
    {"permissions-policy",
     "Permissions-Policy: camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()\r\n"},
    {"cross-origin-opener-policy", "Cross-Origin-Opener-Policy: same-origin\r\n"},
    {"cross-origin-resource-policy", "Cross-Origin-Resource-Policy: same-origin\r\n"},
    {"cache-control", "Cache-Control: no-store\r\n"},
    {"vary", "Vary: Authorization, Cookie\r\n"},
}};
constexpr std::string_view transport_security = "Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n";

/// Nothing from a handler may begin a new line.
void append_value(std::string& to, std::string_view value) {
    for (const char c : value)
        to += (c >= 0 && c < 0x20 && c != '\t') || c == 0x7F ? ' ' : c;
}

bool is_for_everybody(const Response& response) {
    const auto cache = response.headers.find("cache-control");
    return cache && cache->starts_with("public");
}

void append_defaults(std::string& to, const Response& response) {
    unsigned present = 0;
    for (const auto& [name, value] : response.headers)
        for (std::size_t i = 0; i < defaults.size(); ++i)
            if (name == defaults[i].name) present |= 1U << i;
    for (std::size_t i = 0; i < defaults.size(); ++i) {
        if (present & (1U << i)) continue;
        if (defaults[i].name == "vary" && is_for_everybody(response)) continue;
        to += defaults[i].line;
    }
}

} // namespace

std::string_view reason_phrase(unsigned status) {
    const auto phrase = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
    return {phrase.data(), phrase.size()};
}

std::string http_date(Instant instant) {
    static constexpr std::array<std::string_view, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(instant - day)};
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days[std::chrono::weekday{day}.c_encoding()],
                       static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                       static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                       time.seconds().count());
}

void append_head(std::string& to, const Response& response, const Delivery& delivery) {
    to += "HTTP/1.1 ";
    to += std::string_view{fmt::format_int{response.status}.c_str()};
    to += ' ';
    to += reason_phrase(response.status);
    to += "\r\nDate: ";
    to += delivery.date;
    to += "\r\n";
    for (const auto& [name, value] : response.headers) {
        to += name;
        to += ": ";
        append_value(to, value);
        to += "\r\n";
    }
    append_defaults(to, response);
    if (delivery.secure) to += transport_security;
    if (delivery.length) {
        to += "Content-Length: ";
        to += std::string_view{fmt::format_int{*delivery.length}.c_str()};
        to += "\r\n";
    }
    if (delivery.chunked) to += "Transfer-Encoding: chunked\r\n";
    if (!delivery.keep_alive)
        to += "Connection: close\r\n";
    else if (delivery.version == 10)
        to += "Connection: keep-alive\r\n";
    to += "\r\n";
}

} // namespace resuelve::http
