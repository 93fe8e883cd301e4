#include "platform/http/worker.hpp"

#include "platform/http/response_head.hpp"
#include "platform/http/session.hpp"

#include <boost/asio/redirect_error.hpp>

namespace resuelve::http {

namespace {

using boost::asio::ip::tcp;

/// More than these at once are closed without a word.
constexpr std::size_t most_refusing = 1000;

} // namespace

Worker::Worker(Shared& shared, Random& random) : shared_{shared}, trace_ids_{random} {}

Worker::~Worker() {
    stop();
}

void Worker::start() {
    sweeper_.spawn(context_.get_executor(), "sweep", sweep());
    thread_ = std::thread{[this] {
        while (!context_.stopped()) {
            try {
                context_.run();
            } catch (const std::exception& error) {
                log::error("a handler on an event loop failed", {{"error", error.what()}});
            }
        }
    }};
}

void Worker::stop() {
    context_.stop();
    if (thread_.joinable()) thread_.join();
}

void Worker::take(tcp::socket socket) {
    ++connections_;
    boost::asio::post(context_, [this, moved = std::move(socket)]() mutable {
        serve(std::move(moved));
        --connections_;
    });
}

void Worker::serve(tcp::socket socket) {
    boost::system::error_code error;
    socket.set_option(tcp::no_delay{true}, error);
    const auto endpoint = socket.remote_endpoint(error);
    if (error || shared_.draining) return;
    const auto peer = unmapped(endpoint.address());
    const bool exempt = shared_.proxies.contains(peer);
    const auto admission = shared_.addresses.open(peer, exempt);
    if (admission == AddressTable::Admission::accepted) {
        auto session = std::make_shared<Session>(*this, std::move(socket), peer, exempt);
        shared_.sessions.spawn(context_.get_executor(), "connection", Session::run(std::move(session)));
        return;
    }
    if (shared_.refusing >= most_refusing) return;
    const auto code = admission == AddressTable::Admission::too_many ? Problem::overloaded : Problem::too_many_requests;
    auto session = std::make_shared<Session>(*this, std::move(socket), boost::asio::ip::address{}, true);
    shared_.sessions.spawn(context_.get_executor(), "refusal",
                           Session::refuse(std::move(session), Problem{code, "Too many connections."}.retry_after(
                                                                   std::chrono::seconds{5})));
}

void Worker::drain() {
    boost::asio::post(context_, [this] {
        const std::vector<Session*> now{sessions_.begin(), sessions_.end()};
        for (auto* session : now)
            session->drain();
    });
}

void Worker::close_all() {
    boost::asio::post(context_, [this] {
        const std::vector<Session*> now{sessions_.begin(), sessions_.end()};
        for (auto* session : now)
            session->close();
    });
}

void Worker::add(Session& session) {
    sessions_.insert(&session);
    ++connections_;
}

void Worker::remove(Session& session) {
    sessions_.erase(&session);
    --connections_;
}

std::string_view Worker::date() {
    const auto now = shared_.clock.now();
    const auto second = std::chrono::floor<std::chrono::seconds>(now);
    if (date_.empty() || second != date_second_) {
        date_ = http_date(now);
        date_second_ = second;
    }
    return date_;
}

awaitable<void> Worker::sweep() {
    boost::asio::steady_timer timer{context_};
    for (;;) {
        timer.expires_after(shared_.limits.sweep_interval);
        co_await timer.async_wait(use_awaitable);
        const auto now = std::chrono::steady_clock::now();
        for (auto* session : sessions_)
            session->sweep(now);
        shared_.access_log.flush();
    }
}

} // namespace resuelve::http
