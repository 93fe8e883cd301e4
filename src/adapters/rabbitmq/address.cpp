#include "adapters/rabbitmq/address.hpp"

#include <boost/url/parse.hpp>

namespace resuelve::rabbitmq {
namespace {

constexpr int plain_port = 5672;
constexpr int tls_port = 5671;

[[noreturn]] void refuse(const std::string& what) {
    throw BrokerRefused{what, BrokerRefused::settings};
}

/// By the letter, "amqp://host/" names the virtual host "", which is none: who writes it means "/".
std::string vhost_of(const boost::urls::url_view& uri) {
    const auto segments = uri.segments();
    if (segments.size() > 1) refuse("the AMQP URI has more than a virtual host after its server: write / in it as %2F");
    return segments.empty() || (*segments.begin()).empty() ? "/" : std::string{*segments.begin()};
}

} // namespace

Address Address::parse(std::string_view text) {
    const auto parsed = boost::urls::parse_uri({text.data(), text.size()});
    if (!parsed || !parsed->has_authority() || (parsed->scheme() != "amqp" && parsed->scheme() != "amqps") ||
        parsed->has_query() || parsed->has_fragment() || (parsed->has_port() && parsed->port_number() == 0))
        refuse("the AMQP URI is not of the form amqp://user:password@host:port/vhost, with what is no letter, digit, "
               "- . _ or ~ in user, password and vhost written as %XX");
    Address address{.host = parsed->host_address(),
                    .user = parsed->has_userinfo() ? parsed->user() : "guest",
                    .password = parsed->has_password() ? parsed->password() : "guest",
                    .vhost = vhost_of(*parsed),
                    .tls = parsed->scheme() == "amqps"};
    if (address.host.empty()) refuse("the AMQP URI names no host");
    address.port = parsed->has_port() ? parsed->port_number() : address.tls ? tls_port : plain_port;
    return address;
}

std::string Address::to_string() const {
    return fmt::format("{}://{}@{}:{}/{}", tls ? "amqps" : "amqp", user, host, port, vhost == "/" ? "" : vhost);
}

} // namespace resuelve::rabbitmq
