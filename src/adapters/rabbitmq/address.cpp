#include "adapters/rabbitmq/address.hpp"

#include <boost/url/parse.hpp>

#include <algorithm>

namespace resuelve::rabbitmq {
namespace {

constexpr int plain_port = 5672;
constexpr int tls_port = 5671;
constexpr const char* the_systems_authorities = "/etc/ssl/certs/ca-certificates.crt";

[[noreturn]] void refuse(const std::string& what) {
    throw BrokerRefused{what, BrokerRefused::settings};
}

/// An address with each of its hosts alone: a URI has only one.
std::vector<std::string> for_each_host(std::string_view uri) {
    const auto scheme_end = uri.find("://");
    if (scheme_end == std::string_view::npos) return {std::string{uri}};
    const auto end = std::min(uri.find_first_of("/?#", scheme_end + 3), uri.size());
    const auto user_end = uri.substr(0, end).rfind('@');
    const auto begin = user_end == std::string_view::npos ? scheme_end + 3 : user_end + 1;
    const auto hosts = uri.substr(begin, end - begin);
    std::vector<std::string> alone;
    for (std::size_t from = 0, comma = 0; from <= hosts.size(); from = comma + 1) {
        comma = std::min(hosts.find(',', from), hosts.size());
        alone.push_back(fmt::format("{}{}{}", uri.substr(0, begin), hosts.substr(from, comma - from), uri.substr(end)));
    }
    return alone;
}

boost::urls::url_view parsed(std::string_view uri) {
    const auto result = boost::urls::parse_uri({uri.data(), uri.size()});
    if (!result || !result->has_authority() || (result->scheme() != "amqp" && result->scheme() != "amqps") ||
        result->has_fragment() || (result->has_port() && result->port_number() == 0))
        refuse("the AMQP URI is not of the form amqp://user:password@host:port/vhost, with what is no letter, digit, "
               "- . _ or ~ in user, password and vhost written as %XX");
    if (result->host_address().empty()) refuse("the AMQP URI names no host");
    return *result;
}

/// By the letter, "amqp://host/" names the virtual host "", which is none: who writes it means "/".
std::string vhost_of(const boost::urls::url_view& uri) {
    const auto segments = uri.segments();
    if (segments.size() > 1) refuse("the AMQP URI has more than a virtual host after its server: write / in it as %2F");
    return segments.empty() || (*segments.begin()).empty() ? "/" : std::string{*segments.begin()};
}

std::string authorities_of(const boost::urls::url_view& uri) {
    std::string file = the_systems_authorities;
    for (const auto parameter : uri.params()) {
        if (parameter.key != "cacertfile" || parameter.value.empty() || uri.scheme() != "amqps")
            refuse("the AMQP URI may have nothing after ? but, with amqps, cacertfile=/a/file");
        file = parameter.value;
    }
    return file;
}

} // namespace

Address Address::parse(std::string_view text) {
    const auto hosts = for_each_host(text);
    const auto first = parsed(hosts.front());
    Address address{.nodes = {},
                    .user = first.has_userinfo() ? first.user() : "guest",
                    .password = first.has_password() ? first.password() : "guest",
                    .vhost = vhost_of(first),
                    .tls = first.scheme() == "amqps",
                    .authorities = authorities_of(first)};
    for (const auto& host : hosts) {
        const auto uri = parsed(host);
        const int usual = address.tls ? tls_port : plain_port;
        address.nodes.push_back({.host = uri.host_address(), .port = uri.has_port() ? uri.port_number() : usual});
    }
    return address;
}

std::string Address::to_string() const {
    std::string hosts;
    for (const auto& node : nodes)
        hosts += fmt::format("{}{}:{}", hosts.empty() ? "" : ",", node.host, node.port);
    return fmt::format("{}://{}@{}/{}", tls ? "amqps" : "amqp", user, hosts, vhost == "/" ? "" : vhost);
}

std::string Address::to_string(const Node& node) const {
    auto alone = *this;
    alone.nodes = {node};
    return alone.to_string();
}

} // namespace resuelve::rabbitmq
