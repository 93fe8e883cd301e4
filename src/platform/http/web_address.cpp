#include "platform/http/web_address.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>
#include <fmt/format.h>

namespace resuelve::http {
namespace {

/// As browsers write it; empty if they could not: one with %XX that stand for no letters, or of an IP yet to come.
std::string host_of(const boost::urls::url& url) {
    if (url.host_type() == boost::urls::host_type::ipv6)
        return fmt::format("[{}]", url.host_ipv6_address().to_string());
    if (url.host_type() == boost::urls::host_type::ipvfuture) return {};
    const std::string_view host = url.encoded_host();
    return host.find('%') == host.npos ? std::string{host} : std::string{};
}

/// ":8080"; empty for the scheme's own; nothing if it is none.
std::optional<std::string> port_of(const boost::urls::url& url) {
    if (url.port().empty()) return "";
    const auto port = url.port_number(); // 0: too large
    if (port == 0) return std::nullopt;
    const bool usual = port == (url.scheme_id() == boost::urls::scheme::https ? 443 : 80);
    return usual ? "" : fmt::format(":{}", port);
}

} // namespace

std::optional<WebAddress> WebAddress::parse(std::string_view text) {
    const auto parsed = boost::urls::parse_uri({text.data(), text.size()});
    if (!parsed || parsed->has_userinfo() || parsed->has_query() || parsed->has_fragment()) return std::nullopt;
    boost::urls::url url{*parsed};
    url.normalize_scheme().normalize_authority();
    if (url.scheme_id() != boost::urls::scheme::http && url.scheme_id() != boost::urls::scheme::https)
        return std::nullopt;
    const auto host = host_of(url);
    const auto port = port_of(url);
    const std::string_view path = url.encoded_path();
    // Boost.URL 1.81 takes the x of "https://tienda.es:x" for a path.
    if (host.empty() || !port || (!path.empty() && !path.starts_with('/'))) return std::nullopt;
    const std::string_view scheme = url.scheme();
    auto origin = fmt::format("{}://{}{}", scheme, host, *port);
    auto whole = origin + std::string{path.substr(0, path.find_last_not_of('/') + 1)};
    return WebAddress{.url = std::move(whole), .origin = std::move(origin), .host = host};
}

} // namespace resuelve::http
