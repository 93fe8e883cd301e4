#pragma once

#include "platform/http/raw_connection.hpp"
#include "platform/http/server.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace resuelve::http {

/// A running server for tests, with routes that tell what arrived. Change `options` and `router` before start().
class AServer {
public:
    AServer();

    AServer& start();
    Server& server() { return *server_; }
    RawConnection connect() const { return RawConnection{server_->port()}; }

    /// Sends these bytes on a connection of their own, then reads until the server closes.
    std::string answer_to(std::string_view bytes) const { return connect().send(bytes).read_to_end(); }

    ServerOptions options;
    Router router;
    ManualClock clock;
    Metrics metrics;
    log::AccessLog access_log;

private:
    SeededRandom random_{1};
    std::unique_ptr<Server> server_;
};

/// "GET /path HTTP/1.1" with a Host, further header lines ("A: b\r\n"), and Connection: close.
std::string get(std::string_view target, std::string_view headers = {});

/// A POST of JSON to /echo, with Connection: close.
std::string post(std::string_view body, std::string_view target = "/echo");

/// The three digits of an answer's first line.
std::string status_of(std::string_view answer);

/// What follows the empty line.
std::string body_of(std::string_view answer);

} // namespace resuelve::http
