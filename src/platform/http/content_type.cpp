#include "platform/http/content_type.hpp"

#include "platform/http/limits.hpp"
#include "platform/http/problem.hpp"

namespace resuelve::http {

namespace {

/// Exactly `type`, or with the one parameter charset=utf-8. "Contains" would let text/plain;application/json in.
bool is_exactly(std::string_view header, std::string_view type) {
    const auto semicolon = header.find(';');
    auto essence = header.substr(0, semicolon);
    while (!essence.empty() && (essence.back() == ' ' || essence.back() == '\t'))
        essence.remove_suffix(1);
    if (!same_ignoring_case(essence, type)) return false;
    if (semicolon == std::string_view::npos) return true;
    auto parameter = header.substr(semicolon + 1);
    while (!parameter.empty() && (parameter.front() == ' ' || parameter.front() == '\t'))
        parameter.remove_prefix(1);
    return same_ignoring_case(parameter, "charset=utf-8") || same_ignoring_case(parameter, "charset=\"utf-8\"");
}

} // namespace

std::size_t body_limit(BodyKind kind) {
    switch (kind) {
    case BodyKind::none:
        return 0;
    case BodyKind::json:
        return limits::json_body;
    case BodyKind::form:
        return limits::form_body;
    case BodyKind::upload:
        return limits::upload_body;
    }
    std::unreachable();
}

void check_body(BodyKind kind, const Framing& framing, const Headers& headers) {
    if (kind == BodyKind::none) {
        if (framing.has_body()) throw Problem{Problem::malformed, "This request has no body."};
        return;
    }
    const auto type = headers.find("content-type");
    if (kind != BodyKind::upload && (type || framing.has_body())) {
        const std::string_view expected =
            kind == BodyKind::json ? "application/json" : "application/x-www-form-urlencoded";
        if (!type || !is_exactly(*type, expected))
            throw Problem{Problem::unsupported_media_type, fmt::format("Send it as {}.", expected)};
    }
    if (framing.content_length.value_or(0) > body_limit(kind)) throw Problem{Problem::too_large};
}

} // namespace resuelve::http
