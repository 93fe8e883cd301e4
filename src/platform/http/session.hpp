#pragma once

#include "platform/http/head_check.hpp"
#include "platform/http/problem.hpp"
#include "platform/http/request_parser.hpp"
#include "platform/http/worker.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <string>

namespace resuelve::http {

using SteadyTime = std::chrono::steady_clock::time_point;

/// One request and its answer.
struct Exchange {
    Request request;
    Framing framing;
    int version = 11;
    const Route* route = nullptr;
    SteadyTime started{};
    bool keep_alive = false; ///< only once the whole request is read
    bool whole = false;      ///< nothing of the request is left unread
    Response response;
    bool head_made = false;  ///< the answer has begun: a failure can only break it off
    std::uint64_t bytes = 0; ///< of the body that was sent
};

/// One connection. Requests are answered one after another, so pipelined ones wait in the socket and cost nothing.
/// It has no timer: the worker's sweep looks at deadline(), several times a second, for all connections.
class Session : public std::enable_shared_from_this<Session> {
public:
    Session(Worker& worker, boost::asio::ip::tcp::socket socket, boost::asio::ip::address peer, bool exempt);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Serves until either side ends. The session lives as long as this runs.
    static awaitable<void> run(std::shared_ptr<Session> session);
    /// Tells the client to go away, and ends.
    static awaitable<void> refuse(std::shared_ptr<Session> session, Problem problem);

    /// Ends what is waited for if its deadline has passed.
    void sweep(SteadyTime now);
    /// Ends the connection after the answer that is under way; now if there is none.
    void drain();
    void close();

private:
    enum class Phase { idle, head, body, handling, writing, lingering };

    awaitable<bool> serve_one();
    awaitable<bool> take(Exchange& exchange);
    awaitable<std::optional<std::size_t>> read_head(Exchange& exchange);
    awaitable<void> read_body(Exchange& exchange, RequestParser& parser);
    awaitable<bool> fill(std::size_t bytes);
    void read_request(Exchange& exchange, const Head& head);
    Response failure(const std::exception_ptr& error, const Exchange& exchange) const;

    // session_write.cpp
    awaitable<bool> deliver(Exchange& exchange);
    awaitable<bool> send_text(Exchange& exchange, std::string text);
    awaitable<bool> send_file(Exchange& exchange, File file);
    awaitable<bool> send_events(Exchange& exchange, std::unique_ptr<EventStream> stream);
    awaitable<bool> send_head(Exchange& exchange, std::optional<std::uint64_t> length, bool chunked);
    awaitable<bool> write(std::string_view first, std::string_view second = {});
    awaitable<void> linger();
    void begin_answer(Exchange& exchange, std::optional<std::uint64_t> length, bool chunked);
    void watch_for_end();
    void record(const Exchange& exchange) const;

    void enter(Phase phase, SteadyTime deadline);

    Worker& worker_;
    Shared& shared_;
    boost::asio::ip::tcp::socket socket_;
    boost::asio::ip::address peer_;
    bool exempt_; ///< from the limit per address: a trusted proxy
    boost::beast::flat_buffer buffer_;
    std::string out_; ///< the answer's head, and a small body with it
    Phase phase_ = Phase::idle;
    SteadyTime deadline_ = SteadyTime::max();
    bool timed_out_ = false;
    bool closed_ = false;
    bool unread_input_ = false; ///< the client may still be sending what nobody will read
    EventStream* listening_ = nullptr;
};

} // namespace resuelve::http
