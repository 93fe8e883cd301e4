#include "adapters/rabbitmq/address.hpp"

#include <amqp.h>

namespace resuelve::rabbitmq {

Address Address::parse(std::string_view uri) {
    std::string text{uri}; // is written into, and pointed to by what comes out
    amqp_connection_info found{};
    if (text.find('\0') != std::string::npos || amqp_parse_url(text.data(), &found) != AMQP_STATUS_OK)
        throw BrokerRefused{"the AMQP URI is not of the form amqp://user:password@host:port/vhost",
                            BrokerRefused::settings};
    if (std::string_view{found.host}.empty())
        throw BrokerRefused{"the AMQP URI names no host", BrokerRefused::settings};
    return {.host = found.host,
            .port = found.port,
            .user = found.user,
            .password = found.password,
            // By the letter, "amqp://host/" names the virtual host "", which is none: who writes it means "/".
            .vhost = std::string_view{found.vhost}.empty() ? "/" : found.vhost,
            .tls = found.ssl != 0};
}

std::string Address::to_string() const {
    return fmt::format("{}://{}@{}:{}/{}", tls ? "amqps" : "amqp", user, host, port, vhost == "/" ? "" : vhost);
}

} // namespace resuelve::rabbitmq
