#include "app/web_pages.hpp"

#include "app/accepted.hpp"
#include "app/embedded/web_files.hpp"
#include "app/policy_reports.hpp"
#include "domain/incidents/working_days.hpp"
#include "platform/crypto/sha256.hpp"
#include "platform/http/conditional.hpp"
#include "platform/time/instant.hpp"

#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/replace.hpp>
#include <fmt/format.h>

#include <array>
#include <set>
#include <stdexcept>

namespace resuelve::app {
namespace {

/// Nothing from elsewhere, nothing inline, and no text becomes markup but by the framework's own templates
/// (reliability.md §3.3). Photos are shown before they are sent: blob.
constexpr std::string_view policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' blob:; connect-src "
    "'self'; "
    "manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types svelte-trusted-html; "
    "report-to policy; report-uri /policy-reports"; // the latter for browsers without the Reporting API

/// Where "report-to policy" leads (Reporting API, section 3.2).
const std::string report_endpoint = fmt::format("policy=\"{}\"", policy_reports_path);

/// Where mailed links with a token behind "#" lead.
constexpr std::array<std::string_view, 7> with_tokens{"/access", "/entrar/enlace",   "/verify",    "/email",
                                                      "/reset",  "/desk/invitation", "/desk/reset"};

/// Where programs ask: what these lack is said by a problem document to browsers too.
constexpr std::array<std::string_view, 7> of_programs{"api",    "assets",   "healthz",       "metrics",
                                                      "readyz", "problems", "policy-reports"};

constexpr std::string_view html_type = "text/html; charset=utf-8";

struct Variant {
    std::string language;
    std::string html;
    std::string hash;
};

std::string escaped(std::string_view text) {
    std::string html{text};
    boost::replace_all(html, "&", "&amp;");
    boost::replace_all(html, "\"", "&quot;");
    boost::replace_all(html, "<", "&lt;");
    return html;
}

/// The pages count what is left of a term as deadlines are counted.
std::string days_off() {
    std::vector<std::string> days;
    for (const auto day : incidents::national_holidays())
        days.push_back(to_iso_date(day));
    return boost::join(days, " ");
}

std::string filled(std::string_view page, const ShopDetails& shop) {
    std::string html{page};
    boost::replace_all(html, "{{shop_name}}", escaped(shop.name));
    boost::replace_all(html, "{{shop_email}}", escaped(shop.email));
    boost::replace_all(html, "{{shop_phone}}", escaped(shop.phone));
    boost::replace_all(html, "{{shop_address}}", escaped(shop.address));
    boost::replace_all(html, "{{shop_hours}}", escaped(shop.hours));
    boost::replace_all(html, "{{shop_demo}}", escaped(shop.demo));
    boost::replace_all(html, "{{shop_holidays}}", days_off());
    return html;
}

const Variant& chosen(const std::vector<Variant>& variants, const http::Request& request) {
    const auto with = [&](std::string_view language) -> const Variant* {
        const auto found = std::ranges::find(variants, language, &Variant::language);
        return found == variants.end() ? nullptr : &*found;
    };
    if (const auto choice = request.cookie("resuelve_language"))
        if (const auto* variant = with(*choice)) return *variant;
    for (const auto& language : accepted(request.header("accept-language").value_or("")))
        if (const auto* variant = with(language.substr(0, language.find('-')))) return *variant;
    return variants.front();
}

std::string_view theme_of(const http::Request& request) {
    const auto choice = request.cookie("resuelve_theme");
    if (choice == "dark") return "dark";
    return choice == "light" ? "light" : "system";
}

std::string html_of(const Variant& variant, std::string_view theme) {
    return boost::replace_first_copy(variant.html, "{{theme}}", theme);
}

http::Response page_with_policy(http::Response response) {
    return std::move(response)
        .with("cache-control", "no-cache")
        .with("vary", "Accept, Accept-Language, Cookie")
        .with("content-security-policy", std::string{policy})
        .with("reporting-endpoints", report_endpoint);
}

http::Response answer(const Variant& variant, const http::Request& request, bool has_token) {
    const auto theme = theme_of(request);
    const auto etag = fmt::format("\"{}-{}\"", variant.hash, theme);
    const bool known = http::matches(request.header("if-none-match").value_or(""), etag);
    auto response = known ? http::Response::empty(304) : http::Response::text(200, html_type, html_of(variant, theme));
    if (has_token) response.headers.set("referrer-policy", "no-referrer");
    return page_with_policy(std::move(response).with("etag", etag));
}

/// No condition applies to it (RFC 9110 §13.2.1).
http::Response not_found(const Variant& variant, const http::Request& request) {
    return page_with_policy(http::Response::text(404, html_type, html_of(variant, theme_of(request))));
}

http::Response answer(const WebAsset& asset, const http::Request& request) {
    const auto codings = accepted(request.header("accept-encoding").value_or(""));
    const auto takes = [&](std::string_view coding) { return std::ranges::find(codings, coding) != codings.end(); };
    const std::string_view coding = takes("br") ? "br" : takes("gzip") ? "gzip" : "";
    const auto bytes = coding == "br" ? asset.brotli : coding == "gzip" ? asset.gzip : asset.bytes;
    // Each coding is another representation (RFC 9110 §8.8.3).
    const auto etag = coding.empty() ? std::string{asset.etag}
                                     : fmt::format("{}-{}\"", asset.etag.substr(0, asset.etag.size() - 1), coding);
    const bool known = http::matches(request.header("if-none-match").value_or(""), etag);
    auto response =
        known ? http::Response::empty(304) : http::Response::text(200, asset.content_type, std::string{bytes});
    if (!known && !coding.empty()) response.headers.set("content-encoding", std::string{coding});
    return std::move(response)
        .with("etag", etag)
        .with("vary", "Accept-Encoding")
        .with("cache-control", "public, max-age=31536000, immutable");
}

awaitable<http::Response> serve_asset(WebAsset asset, const http::Request& request) {
    co_return answer(asset, request);
}

/// "/consola/*" stands for whatever is below /consola.
bool is_for_unknown(std::string_view pattern) {
    return pattern.ends_with("/*");
}

bool is_below(std::string_view pattern, const http::Request& request) {
    return request.path().starts_with(pattern.substr(0, pattern.size() - 1));
}

bool is_of_a_person(const http::Request& request) {
    const auto& segments = request.segments;
    if (!segments.empty() && std::ranges::find(of_programs, segments.front()) != of_programs.end()) return false;
    const auto types = accepted(request.header("accept").value_or(""));
    return std::ranges::find(types, "text/html") != types.end();
}

awaitable<http::Response> serve_page(PageAnswer page, const http::Request& request) {
    co_return page(request);
}

} // namespace

ShopDetails shop_details(const ServeOptions& options) {
    if (!options.demo)
        return {.name = options.shop_name,
                .email = options.shop_email,
                .phone = options.shop_phone,
                .address = options.shop_address,
                .hours = options.shop_hours,
                .demo = {}};
    const auto or_sample = [](const std::string& told, std::string sample) { return told.empty() ? sample : told; };
    return {.name = options.shop_name == ServeOptions{}.shop_name ? "Casa Aurora" : options.shop_name,
            .email = or_sample(options.shop_email, "hola@casaaurora.example"),
            .phone = or_sample(options.shop_phone, "+34 958 555 010"),
            .address = or_sample(options.shop_address, "Calle del Sol 1, 18001 Granada"),
            .hours = or_sample(options.shop_hours, "L–V 9:00–18:00"),
            .demo = "/demostracion"};
}

PageAnswer web_page(std::string_view pattern, const ShopDetails& shop) {
    std::vector<Variant> variants;
    for (const auto& page : web_pages()) {
        if (page.pattern != pattern) continue;
        auto html = filled(page.html, shop);
        auto hash = to_hex(sha256(html)).substr(0, 16);
        variants.push_back({std::string{page.language}, std::move(html), std::move(hash)});
    }
    if (variants.empty()) throw std::logic_error{fmt::format("the web application has no page {}", pattern)};
    if (is_for_unknown(pattern))
        return [variants = std::move(variants)](const http::Request& request) {
            return not_found(chosen(variants, request), request);
        };
    const bool has_token = std::ranges::find(with_tokens, pattern) != with_tokens.end();
    return [variants = std::move(variants), has_token](const http::Request& request) {
        return answer(chosen(variants, request), request, has_token);
    };
}

void add_web_pages(http::Router& router, const ShopDetails& shop) {
    using enum http::Method;
    using enum http::BodyKind;
    for (const auto& asset : web_assets())
        router.add({get, std::string{asset.path}, none,
                    [asset](http::Request& request) { return serve_asset(asset, request); }});
    std::set<std::string_view, std::greater<>> patterns; // "/*" after "/consola/*": the first that fits is served
    for (const auto& page : web_pages())
        if (page.pattern != "/") patterns.insert(page.pattern);
    for (const auto pattern : patterns) {
        http::Route route{get, std::string{pattern}, none, [page = web_page(pattern, shop)](http::Request& request) {
                              return serve_page(page, request);
                          }};
        if (!is_for_unknown(pattern))
            router.add(std::move(route));
        else
            router.add_for_unknown(std::move(route), [pattern](const http::Request& request) {
                return is_of_a_person(request) && is_below(pattern, request);
            });
    }
}

} // namespace resuelve::app
