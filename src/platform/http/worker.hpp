#pragma once

#include "platform/async/blocking_pool.hpp"
#include "platform/async/spawn.hpp"
#include "platform/http/address_table.hpp"
#include "platform/http/client_address.hpp"
#include "platform/http/limits.hpp"
#include "platform/http/router.hpp"
#include "platform/http/trace_context.hpp"
#include "platform/log/access_log.hpp"
#include "platform/metrics/request_metrics.hpp"
#include "platform/time/clock.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <string>
#include <thread>
#include <unordered_set>
#include <vector>

namespace resuelve::http {

class Session;

/// What all threads of a server share. Either constant or safe to use from several threads.
struct Shared {
    ServerLimits limits;
    std::vector<std::string> allowed_hosts; ///< in lower case
    TrustedProxies proxies;
    bool loopback_listener = false;
    const Router& router;
    RequestMetrics requests;
    log::AccessLog& access_log;
    const Clock& clock;
    AddressTable addresses{limits};
    std::atomic<bool> draining = false;
    std::atomic<std::size_t> refusing = 0; ///< connections that are only told to go away
    Tasks sessions;
    BlockingPool files{"the file pool", 2, 256};
};

/// One thread with its loop and the connections that it owns. All members but take(), drain() and close_all() belong to
/// that thread.
class Worker {
public:
    Worker(Shared& shared, Random& random);
    ~Worker();
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    boost::asio::io_context& context() { return context_; }
    Shared& shared() { return shared_; }
    TraceIds& trace_ids() { return trace_ids_; }
    std::size_t connections() const { return connections_; }

    void start();
    /// Ends the loop, whatever still waits in it.
    void stop();

    /// Serves a connection that was accepted for this worker.
    void take(boost::asio::ip::tcp::socket socket);
    /// Ends idle connections and event streams, the others after what they are doing.
    void drain();
    /// Ends all connections.
    void close_all();

    void add(Session& session);
    void remove(Session& session);

    /// The Date field for now; made once a second.
    std::string_view date();

private:
    awaitable<void> sweep();
    void serve(boost::asio::ip::tcp::socket socket);

    Shared& shared_;
    TraceIds trace_ids_;
    std::unordered_set<Session*> sessions_;
    std::atomic<std::size_t> connections_ = 0; ///< also read by the accepting thread
    std::string date_;
    std::chrono::sys_seconds date_second_{};
    // After what its coroutines use when it is destroyed.
    boost::asio::io_context context_{1};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_ =
        boost::asio::make_work_guard(context_);
    Tasks sweeper_;
    std::thread thread_;
};

} // namespace resuelve::http
