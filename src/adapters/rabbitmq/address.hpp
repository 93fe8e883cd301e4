#pragma once

#include "platform/config/start_failure.hpp"

#include <stdexcept>
#include <string>
#include <string_view>

namespace resuelve::rabbitmq {

/// The broker cannot be used as it is set up: address, credentials, virtual host, rights or version. Trying again does
/// not help; what() tells the operator what to change.
class BrokerRefused final : public StartFailure {
public:
    explicit BrokerRefused(const std::string& what, Reason reason = rights) :
        StartFailure{reason, "RabbitMQ: " + what} {}
};

/// Where a broker is and who we are there.
struct Address {
    std::string host;
    int port = 5672;
    std::string user;
    std::string password;
    std::string vhost;
    bool tls = false;

    /// From "amqp://user:password@host:5672/vhost", or amqps. Throws BrokerRefused.
    static Address parse(std::string_view uri);

    /// For messages: without the password.
    std::string to_string() const;
};

} // namespace resuelve::rabbitmq
