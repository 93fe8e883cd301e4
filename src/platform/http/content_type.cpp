#include "platform/http/content_type.hpp"

#include "platform/http/limits.hpp"
#include "platform/http/problem.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

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

std::vector<std::string_view> expected_types(BodyKind kind) {
    if (kind == BodyKind::json) return {"application/json"};
    // Of CSP level 2 and of the Reporting API.
    if (kind == BodyKind::report) return {"application/csp-report", "application/reports+json"};
    return {"application/x-www-form-urlencoded"};
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
    case BodyKind::report:
        return limits::report_body;
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
        const auto expected = expected_types(kind);
        const auto fits = [&](std::string_view one) { return is_exactly(*type, one); };
        if (!type || std::ranges::none_of(expected, fits))
            throw Problem{Problem::unsupported_media_type, fmt::format("Send it as {}.", fmt::join(expected, " or "))};
    }
    if (framing.content_length.value_or(0) > body_limit(kind)) throw Problem{Problem::too_large};
}

} // namespace resuelve::http
