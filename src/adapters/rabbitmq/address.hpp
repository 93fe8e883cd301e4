#pragma once

#include "platform/config/start_failure.hpp"

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace resuelve::rabbitmq {

/// The broker cannot be used as it is set up: address, credentials, virtual host, rights or version. Trying again does
/// not help; what() tells the operator what to change.
class BrokerRefused final : public StartFailure {
public:
    explicit BrokerRefused(const std::string& what, Reason reason = rights) :
        StartFailure{reason, "RabbitMQ: " + what} {}
};

/// One of a broker's nodes.
struct Node {
    std::string host;
    int port = 0;
};

/// Where a broker is and who we are there.
struct Address {
    std::vector<Node> nodes; ///< at least one, in the order in which they are asked
    std::string user;
    std::string password;
    std::string vhost;
    bool tls = false;
    std::string authorities; ///< with TLS, the file of the certificates of those who may vouch for a node

    /// From "amqp://user:password@host:5672,host:5672/vhost", or amqps, then perhaps with "?cacertfile=/a/file". Throws
    /// BrokerRefused.
    static Address parse(std::string_view uri);

    /// For messages: without the password; of all nodes or one.
    std::string to_string() const;
    std::string to_string(const Node& node) const;
};

} // namespace resuelve::rabbitmq
