#pragma once

#include "platform/http/limits.hpp"
#include "platform/http/router.hpp"
#include "platform/ids/random.hpp"
#include "platform/log/access_log.hpp"
#include "platform/metrics/metrics.hpp"
#include "platform/time/clock.hpp"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace resuelve::http {

struct ServerOptions {
    std::string address = "127.0.0.1"; ///< an IP address to listen on
    std::uint16_t port = 0;            ///< 0 = any that is free: Server::port() tells
    std::size_t threads = 2;
    std::vector<std::string> trusted_proxies; ///< addresses or networks whose X-Forwarded-* are believed
    std::vector<std::string> allowed_hosts;   ///< names without port; empty = any that is well-formed
    ServerLimits limits{};
};

/// HTTP/1.1 on one listener. Each thread owns its connections.
class Server {
public:
    /// Binds, so that port() is known, but does not answer before start(). `router` must be complete and, as all the
    /// others, outlive the server. Throws std::system_error if the address cannot be had, std::invalid_argument for a
    /// wrong option.
    Server(ServerOptions options, const Router& router, log::AccessLog& access_log, Metrics& metrics,
           const Clock& clock, Random& random);
    /// Ends everything at once. After a drain() there is nothing left to end.
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    std::uint16_t port() const;
    std::size_t connections() const;

    void start();

    /// Closes the listener at once, lets answers under way end, tells event streams and background work to end, and
    /// blocks the calling thread (none of the server's) until that is done or `time` has passed. Returns whether all
    /// ended in time; what did not is closed. If it is called again meanwhile, from another thread, both return at
    /// once.
    bool drain(std::chrono::milliseconds time = std::chrono::seconds{9});

    /// Runs `work` on one of the loops; it is logged if it fails, and cancelled by drain().
    void spawn(std::string name, awaitable<void> work);

    /// The loop of one thread, for timers. `index` < ServerOptions::threads.
    boost::asio::io_context& context(std::size_t index);

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace resuelve::http
