#include "services/api/cross_site.hpp"

#include "platform/http/problem.hpp"

#include <boost/algorithm/string/erase.hpp>
#include <boost/algorithm/string/predicate.hpp>

namespace resuelve::api {
namespace {

bool is_safe(http::Method method) {
    return method == http::Method::get || method == http::Method::head || method == http::Method::options;
}

bool origin_is_ours(const http::Request& request, std::string_view origin) {
    const auto host = request.header("host");
    const std::string_view scheme = request.secure ? "https://" : "http://";
    return host && boost::algorithm::istarts_with(origin, scheme) &&
           boost::algorithm::iequals(origin.substr(scheme.size()), *host);
}

/// What the browser says of where the request was made; programs say nothing.
enum class Source { unknown, ours, foreign };

Source source_of(const http::Request& request) {
    if (const auto site = request.header("sec-fetch-site"))
        return *site == "same-origin" ? Source::ours : Source::foreign;
    if (const auto origin = request.header("origin"))
        return origin_is_ours(request, *origin) ? Source::ours : Source::foreign;
    return Source::unknown;
}

/// Exactly application/json, in UTF-8 or without a charset: a form cannot send it.
bool is_json(const http::Request& request) {
    auto type = std::string{request.header("content-type").value_or("")};
    boost::algorithm::erase_all(type, " ");
    return boost::algorithm::iequals(type, "application/json") ||
           boost::algorithm::iequals(type, "application/json;charset=utf-8");
}

/// Following a link or typing the address, as opposed to an <img> or fetch() of another page.
bool is_navigation(const http::Request& request) {
    return request.header("sec-fetch-site") == "none" || request.header("sec-fetch-mode") == "navigate";
}

} // namespace

void check_cookie_request(const http::Request& request) {
    const auto source = source_of(request);
    if (is_safe(request.method)) {
        if (source == Source::foreign && !is_navigation(request))
            throw Problem{Problem::cross_site, "another site's page asked for this"};
        return;
    }
    if (source != Source::ours)
        throw Problem{Problem::cross_site,
                      "a change with a cookie needs Sec-Fetch-Site: same-origin or our own Origin"};
    if (!is_json(request) && request.header("x-requested-with") != "resuelve")
        throw Problem{Problem::cross_site,
                      "a change with a cookie needs application/json or X-Requested-With: resuelve"};
}

void check_public_request(const http::Request& request) {
    if (!is_safe(request.method) && source_of(request) == Source::foreign)
        throw Problem{Problem::cross_site, "another site's page sent this"};
}

} // namespace resuelve::api
