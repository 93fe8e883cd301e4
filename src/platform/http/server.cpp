#include "platform/http/server.hpp"

#include "platform/http/worker.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

namespace resuelve::http {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;

constexpr auto as_tuple = asio::as_tuple(use_awaitable);
constexpr int backlog = 4096; ///< connections that the kernel keeps until they are accepted
constexpr auto pause_without_descriptors = 100ms;
constexpr auto forced_end = 1s; ///< for handlers to come back after their connections were closed

std::vector<RequestMetrics::Route> labels_of(const Router& router) {
    std::vector<RequestMetrics::Route> labels;
    for (const auto& route : router.routes())
        labels.push_back({std::string{to_string(route.method)}, route.pattern});
    return labels;
}

std::vector<std::string> in_lower_case(std::vector<std::string> names) {
    for (auto& name : names)
        for (char& c : name)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    return names;
}

} // namespace

struct Server::Parts {
    Parts(ServerOptions options, const Router& router, log::AccessLog& access_log, Metrics& metrics, const Clock& clock,
          Random& random) :
        shared{.limits = options.limits,
               .allowed_hosts = in_lower_case(std::move(options.allowed_hosts)),
               .proxies = TrustedProxies{options.trusted_proxies},
               .loopback_listener = asio::ip::make_address(options.address).is_loopback(),
               .router = router,
               .requests = RequestMetrics{metrics, labels_of(router)},
               .access_log = access_log,
               .clock = clock} {
        if (options.threads == 0) throw std::invalid_argument{"a server needs a thread"};
        for (std::size_t i = 0; i < options.threads; ++i)
            workers.push_back(std::make_unique<Worker>(shared, random));
        acceptor = std::make_unique<tcp::acceptor>(workers.front()->context());
        const tcp::endpoint endpoint{asio::ip::make_address(options.address), options.port};
        acceptor->open(endpoint.protocol());
        acceptor->set_option(tcp::acceptor::reuse_address{true});
        acceptor->bind(endpoint);
        port = acceptor->local_endpoint().port();
        metrics.ask("resuelve_http_connections", "Open connections.",
                    [this] { return static_cast<double>(shared.addresses.connections()); });
    }

    Worker& least_busy() {
        return **std::ranges::min_element(workers, {}, [](const auto& worker) { return worker->connections(); });
    }

    awaitable<void> accept() {
        while (acceptor->is_open()) {
            auto& worker = least_busy();
            auto [error, socket] = co_await acceptor->async_accept(worker.context(), as_tuple);
            if (!error) {
                worker.take(std::move(socket));
            } else if (error != asio::error::operation_aborted && error != asio::error::connection_aborted) {
                // Out of descriptors, most likely. The connection stays in the backlog.
                log::warning("cannot accept a connection", {{"error", error.message()}});
                asio::steady_timer timer{workers.front()->context(), pause_without_descriptors};
                co_await timer.async_wait(use_awaitable);
            }
        }
    }

    void close_listener() {
        asio::post(workers.front()->context(), [this] {
            boost::system::error_code error;
            acceptor->close(error);
        });
    }

    /// Waits for connections and background work, in steps so that a second call can end it.
    bool wait(std::chrono::milliseconds time) {
        const auto end = std::chrono::steady_clock::now() + time;
        for (;;) {
            const auto now = std::chrono::steady_clock::now();
            const auto step = std::clamp(std::chrono::duration_cast<std::chrono::milliseconds>(end - now), 0ms, 20ms);
            if (shared.sessions.wait_for(step) && background.wait_for(0ms)) return true;
            if (now >= end || at_once) return false;
        }
    }

    Shared shared;
    Tasks background;
    std::vector<std::unique_ptr<Worker>> workers;
    std::unique_ptr<tcp::acceptor> acceptor;
    std::uint16_t port = 0;
    std::atomic<bool> started = false;
    std::atomic<bool> at_once = false;
};

Server::Server(ServerOptions options, const Router& router, log::AccessLog& access_log, Metrics& metrics,
               const Clock& clock, Random& random) :
    parts_{std::make_unique<Parts>(std::move(options), router, access_log, metrics, clock, random)} {}

Server::~Server() {
    auto& parts = *parts_;
    bool ended = true;
    if (parts.started) {
        parts.shared.draining = true;
        parts.at_once = false;
        parts.close_listener();
        parts.background.cancel();
        for (const auto& worker : parts.workers)
            worker->close_all();
        ended = parts.wait(forced_end);
    }
    for (const auto& worker : parts.workers)
        worker->stop();
    if (ended) return;
    // Some handler still waits for a pool and will come back to its loop: better a leak than a loop that is gone.
    log::error("handlers did not end", {{"connections", connections()}});
    static_cast<void>(parts_.release());
}

std::uint16_t Server::port() const {
    return parts_->port;
}

std::size_t Server::connections() const {
    return parts_->shared.addresses.connections();
}

void Server::start() {
    parts_->acceptor->listen(backlog);
    parts_->started = true;
    for (const auto& worker : parts_->workers)
        worker->start();
    spawn("accept", parts_->accept());
}

bool Server::drain(std::chrono::milliseconds time) {
    auto& parts = *parts_;
    if (parts.shared.draining.exchange(true)) {
        parts.at_once = true;
        return false;
    }
    parts.close_listener();
    for (const auto& worker : parts.workers)
        worker->drain();
    parts.background.cancel();
    if (parts.wait(time)) return true;
    for (const auto& worker : parts.workers)
        worker->close_all();
    return false;
}

void Server::spawn(std::string name, awaitable<void> work) {
    parts_->background.spawn(parts_->workers.front()->context().get_executor(), std::move(name), std::move(work));
}

boost::asio::io_context& Server::context(std::size_t index) {
    return parts_->workers.at(index)->context();
}

} // namespace resuelve::http
