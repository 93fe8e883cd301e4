#include "app/policy_reports.hpp"

#include "platform/http/problem.hpp"
#include "platform/json/parse.hpp"
#include "platform/log/log.hpp"

#include <algorithm>
#include <array>

namespace resuelve::app {
namespace {

/// Those of our policies, so that nobody can make figures up.
constexpr std::array<std::string_view, 17> directives{"default-src",
                                                      "script-src",
                                                      "script-src-elem",
                                                      "script-src-attr",
                                                      "style-src",
                                                      "style-src-elem",
                                                      "style-src-attr",
                                                      "font-src",
                                                      "img-src",
                                                      "connect-src",
                                                      "manifest-src",
                                                      "object-src",
                                                      "base-uri",
                                                      "form-action",
                                                      "frame-ancestors",
                                                      "trusted-types",
                                                      "require-trusted-types-for"};

/// What stands in place of an address (CSP level 3, section 5.3).
constexpr std::array<std::string_view, 6> words{
    "inline", "eval", "wasm-eval", "self", "trusted-types-policy", "trusted-types-sink"};

constexpr std::size_t longest_host = 100;

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

std::string_view text_of(const boost::json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value && value->is_string() ? std::string_view{value->get_string()} : std::string_view{};
}

bool is_of_addresses(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == ':' || c == '+' || c == '[' || c == ']' || c == '_';
}

/// The directive's name, of "script-src" or, as older browsers say, "script-src 'self'".
std::string directive_of(std::string_view text) {
    text = text.substr(0, text.find(' '));
    return std::string{is_one_of(directives, text) ? text : "other"};
}

/// "https://example.org" of an address, "data" of "data:…"; "other" if it holds what none does.
std::string blocked_of(std::string_view text) {
    if (is_one_of(words, text)) return std::string{text};
    const auto colon = text.find(':');
    auto kept = text.substr(0, colon);
    const bool has_host = colon != std::string_view::npos && text.substr(colon).starts_with("://");
    std::string_view host;
    if (has_host) {
        host = text.substr(colon + 3);
        host = host.substr(0, host.find_first_of("/?#"));
        if (const auto at = host.rfind('@'); at != std::string_view::npos) host.remove_prefix(at + 1);
    }
    if (kept.empty() || kept.size() + host.size() > longest_host || !std::ranges::all_of(kept, is_of_addresses) ||
        !std::ranges::all_of(host, is_of_addresses))
        return "other";
    return has_host ? fmt::format("{}://{}", kept, host) : std::string{kept};
}

/// "/i" of "https://tienda.example/i/7K3Q-9XTM-2H4Z?a=b": the rest may be somebody's.
std::string page_of(std::string_view address) {
    const auto scheme = address.find("://");
    if (scheme != std::string_view::npos) address.remove_prefix(scheme + 3);
    const auto slash = address.find('/');
    if (slash == std::string_view::npos) return "/";
    address.remove_prefix(slash + 1);
    const auto part = address.substr(0, address.find_first_of("/?#"));
    const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; };
    return std::ranges::all_of(part, fits) && part.size() <= 30 ? fmt::format("/{}", part) : "other";
}

/// As report-uri sends it (CSP level 2, section 4.4).
PolicyViolation from_uri_report(const boost::json::object& report) {
    const auto effective = text_of(report, "effective-directive");
    return {directive_of(effective.empty() ? text_of(report, "violated-directive") : effective),
            blocked_of(text_of(report, "blocked-uri")), page_of(text_of(report, "document-uri"))};
}

/// As the Reporting API sends it (CSP level 3, section 5.3).
PolicyViolation from_reporting_api(const boost::json::object& report) {
    return {directive_of(text_of(report, "effectiveDirective")), blocked_of(text_of(report, "blockedURL")),
            page_of(text_of(report, "documentURL"))};
}

const boost::json::object* object_at(const boost::json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    return value ? value->if_object() : nullptr;
}

} // namespace

std::vector<PolicyViolation> policy_violations(const boost::json::value& body) {
    std::vector<PolicyViolation> found;
    if (const auto* object = body.if_object()) {
        if (const auto* report = object_at(*object, "csp-report")) found.push_back(from_uri_report(*report));
        if (found.empty()) throw Problem{Problem::invalid, {}, {{"/csp-report", "required", "is missing"}}};
        return found;
    }
    const auto* list = body.if_array();
    if (!list) throw Problem{Problem::invalid, {}, {{"", "wrong_type", "must be an object or an array"}}};
    for (const auto& item : *list) {
        if (found.size() == limits::policy_reports_at_once) break;
        const auto* object = item.if_object();
        if (!object || text_of(*object, "type") != "csp-violation") continue;
        if (const auto* report = object_at(*object, "body")) found.push_back(from_reporting_api(*report));
    }
    return found;
}

PolicyReports::PolicyReports(Metrics& metrics, const Clock& clock) : metrics_{metrics}, clock_{clock} {
    counted("other"); // there from the start, so that its growth is seen
}

prometheus::Counter& PolicyReports::counted(const std::string& directive) {
    return metrics_.counter("resuelve_policy_violations",
                            "What the pages' policy kept from happening, as browsers told it",
                            {{"directive", directive}});
}

void PolicyReports::add_route(http::Router& router) {
    router.add({.method = http::Method::post,
                .pattern = std::string{policy_reports_path},
                .body = http::BodyKind::report,
                .handler = [this](http::Request& request) { return take(request); },
                .admission = [this](http::Request& request) -> awaitable<void> {
                    rate_.take(api::source_of(request.peer), clock_.now());
                    co_return;
                }});
}

awaitable<http::Response> PolicyReports::take(const http::Request& request) {
    for (const auto& violation : policy_violations(json::parse(request.body))) {
        counted(violation.directive).Increment();
        log::warning("policy violation", {{"directive", violation.directive},
                                          {"blocked", violation.blocked},
                                          {"page", violation.page},
                                          {"trace_id", request.trace_id}});
    }
    co_return http::Response::empty(204);
}

} // namespace resuelve::app
