#include "platform/http/session.hpp"

#include "platform/http/content_type.hpp"
#include "platform/http/head_scan.hpp"
#include "platform/http/percent.hpp"
#include "platform/http/problem_response.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/beast/http/error.hpp>

namespace resuelve::http {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;

constexpr auto as_tuple = asio::as_tuple(use_awaitable);
constexpr std::size_t head_read = 2 * limits::kibibyte; ///< bytes asked for at once while a head comes in
/// Bytes of chunk headers and trailers that may wait unparsed: a longer one breaks a limit anyhow.
constexpr std::size_t most_unparsed = limits::trailers + 2 * limits::kibibyte;
/// A buffer that a big request made larger is given back when the connection is idle.
constexpr std::size_t idle_buffer = 8 * limits::kibibyte;

/// The client is gone in the middle of a request; nobody is left to be told.
class Disconnected final : public std::exception {
public:
    const char* what() const noexcept override { return "the client went away"; }
};

std::string_view view(const beast::flat_buffer& buffer) {
    return {static_cast<const char*>(buffer.data().data()), buffer.size()};
}

/// After these nothing that follows on the connection is believed to be a request.
bool ends_connection(unsigned status) {
    switch (status) {
    case 400:
    case 408:
    case 413:
    case 414:
    case 421:
    case 431:
    case 501:
        return true;
    default:
        return false;
    }
}

} // namespace

Session::Session(Worker& worker, asio::ip::tcp::socket socket, asio::ip::address peer, bool exempt) :
    worker_{worker}, shared_{worker.shared()}, socket_{std::move(socket)}, peer_{std::move(peer)}, exempt_{exempt},
    buffer_{limits::request_line + limits::head + limits::read_buffer} {
    worker_.add(*this);
}

Session::~Session() {
    worker_.remove(*this);
}

void Session::enter(Phase phase, SteadyTime deadline) {
    phase_ = phase;
    deadline_ = deadline;
}

void Session::sweep(SteadyTime now) {
    if (now < deadline_) return;
    timed_out_ = true;
    boost::system::error_code error;
    socket_.cancel(error);
    if (listening_) listening_->close();
}

void Session::drain() {
    if (listening_) listening_->close();
    if (phase_ != Phase::idle) return;
    boost::system::error_code error;
    socket_.cancel(error);
}

void Session::close() {
    closed_ = true;
    if (listening_) listening_->close();
    boost::system::error_code error;
    socket_.close(error);
}

awaitable<void> Session::run(std::shared_ptr<Session> session) {
    // Counted by AddressTable until the socket is closed, not until a late callback lets the session go.
    const auto give_back = [](Session* closing) { closing->shared_.addresses.close(closing->peer_, closing->exempt_); };
    const std::unique_ptr<Session, decltype(give_back)> place{session.get(), give_back};
    while (co_await session->serve_one())
        ;
    if (session->unread_input_) co_await session->linger();
    session->close();
}

awaitable<void> Session::refuse(std::shared_ptr<Session> session, Problem problem) {
    ++session->shared_.refusing;
    const auto give_back = [](Session* closing) { --closing->shared_.refusing; };
    const std::unique_ptr<Session, decltype(give_back)> place{session.get(), give_back};
    Exchange exchange;
    exchange.request.trace_id = session->worker_.trace_ids().from(std::nullopt).trace_id;
    exchange.response = problem_response(problem, exchange.request.trace_id);
    exchange.started = std::chrono::steady_clock::now();
    co_await session->deliver(exchange);
    co_await session->linger();
    session->close();
}

/// Returns whether the connection goes on.
awaitable<bool> Session::serve_one() {
    Exchange exchange;
    std::exception_ptr error;
    try {
        if (!co_await take(exchange)) co_return false;
    } catch (const Disconnected&) {
        co_return false;
    } catch (...) {
        error = std::current_exception();
    }
    if (exchange.request.trace_id.empty()) exchange.request.trace_id = worker_.trace_ids().from(std::nullopt).trace_id;
    if (error) exchange.response = failure(error, exchange);
    if (ends_connection(exchange.response.status)) exchange.keep_alive = false;
    unread_input_ = !exchange.whole || (!exchange.keep_alive && buffer_.size() > 0);
    co_return co_await deliver(exchange);
}

/// Receives one request and has it handled. False if there is none any more.
awaitable<bool> Session::take(Exchange& exchange) {
    const auto head_size = co_await read_head(exchange);
    if (!head_size) co_return false;

    RequestParser parser;
    parser.body_limit(boost::none); // known once the route is
    beast::error_code error;
    parser.put(asio::buffer(buffer_.data().data(), *head_size), error);
    if (error) throw RequestParser::problem_of(error);
    exchange.version = parser.head.version;
    exchange.framing = check_head(parser.head, shared_.allowed_hosts);
    read_request(exchange, parser.head);
    buffer_.consume(*head_size);
    exchange.whole = !exchange.framing.has_body();
    if (exchange.whole) exchange.keep_alive = parser.header_said_keep_alive;

    auto& request = exchange.request;
    if (request.method == Method::options) {
        exchange.response = Response::empty(204).with("allow", shared_.router.allowed(request));
        co_return true;
    }
    exchange.route = &shared_.router.match(request);
    enter(Phase::handling, SteadyTime::max());
    if (exchange.route->admission) co_await exchange.route->admission(request);
    check_body(exchange.route->body, exchange.framing, request.headers);
    if (!exchange.whole) {
        co_await read_body(exchange, parser);
        request.body = std::move(parser.body);
        exchange.whole = true;
        exchange.keep_alive = parser.header_said_keep_alive;
        enter(Phase::handling, SteadyTime::max());
    }
    exchange.response = co_await exchange.route->handler(request);
    co_return true;
}

awaitable<std::optional<std::size_t>> Session::read_head(Exchange& exchange) {
    exchange.started = std::chrono::steady_clock::now();
    HeadScan scan;
    if (buffer_.size() == 0) {
        if (buffer_.capacity() > idle_buffer) buffer_.shrink_to_fit();
        enter(Phase::idle, exchange.started + shared_.limits.idle_time);
        if (shared_.draining || !co_await fill(head_read)) co_return std::nullopt;
        exchange.started = std::chrono::steady_clock::now();
    }
    enter(Phase::head, exchange.started + shared_.limits.head_time);
    for (;;) {
        if (const auto size = scan.end(view(buffer_))) co_return size;
        if (co_await fill(head_read)) continue;
        if (timed_out_) throw Problem{Problem::request_timeout};
        co_return std::nullopt;
    }
}

/// Everything that the request is before its body. Throws Problem for a path or query that means nothing.
void Session::read_request(Exchange& exchange, const Head& head) {
    auto& request = exchange.request;
    request.received = shared_.clock.now();
    request.method = *method_from(head.method);
    request.target = head.target;
    for (const auto& [name, value] : head.fields)
        request.headers.add(name, std::string{value});

    auto trace = worker_.trace_ids().from(request.headers.find("traceparent"));
    request.trace_id = std::move(trace.trace_id);
    request.traceparent = std::move(trace.traceparent);

    auto client = client_of(peer_, request.headers, shared_.proxies);
    request.peer = std::move(client.address);
    request.secure = client.secure;
    request.direct_loopback =
        shared_.loopback_listener && peer_.is_loopback() && shared_.proxies.empty() && !client.forwarded;

    const auto question = head.target.find('?');
    request.segments = path_segments(head.target.substr(0, question));
    if (question != std::string_view::npos) request.query = Parameters::parse(head.target.substr(question + 1));
}

awaitable<void> Session::read_body(Exchange& exchange, RequestParser& parser) {
    parser.body_limit(body_limit(exchange.route->body));
    if (exchange.framing.expects_continue && buffer_.size() == 0)
        if (!co_await write("HTTP/1.1 100 Continue\r\n\r\n")) throw Disconnected{};

    const auto begin = std::chrono::steady_clock::now();
    const auto last = exchange.started + shared_.limits.request_time;
    AddressTable::Receiving receiving{shared_.addresses, exchange.request.peer};
    for (;;) {
        while (buffer_.size() > 0 && !parser.is_done()) {
            const auto before = parser.body.size();
            beast::error_code error;
            buffer_.consume(parser.put(buffer_.cdata(), error));
            receiving.add(parser.body.size() - before);
            if (error == beast::http::error::need_more) break;
            if (error) throw RequestParser::problem_of(error);
        }
        if (parser.is_done()) co_return;
        if (buffer_.size() > most_unparsed)
            throw Problem{Problem::malformed, "A chunk's header or the trailers are too long."};
        const auto seconds = std::chrono::seconds{parser.body.size() / shared_.limits.slowest_rate};
        enter(Phase::body, std::min(last, begin + shared_.limits.grace_time + seconds));
        if (co_await fill(limits::read_buffer)) continue;
        if (timed_out_) throw Problem{Problem::request_timeout};
        throw Disconnected{};
    }
}

/// Reads what there is, at most `bytes`. False if there will be no more, or the deadline has passed.
awaitable<bool> Session::fill(std::size_t bytes) {
    if (timed_out_ || closed_) co_return false;
    const auto [error, size] = co_await socket_.async_read_some(buffer_.prepare(bytes), as_tuple);
    buffer_.commit(size);
    co_return !error;
}

Response Session::failure(const std::exception_ptr& error, const Exchange& exchange) const {
    const auto& trace_id = exchange.request.trace_id;
    const auto route = exchange.route ? std::string_view{exchange.route->pattern} : "unmatched";
    try {
        std::rethrow_exception(error);
    } catch (const Problem& problem) {
        if (problem.status() == 500)
            log::error("a request failed", {{"trace_id", trace_id}, {"route", route}, {"error", problem.what()}});
        return problem_response(problem, trace_id);
    } catch (const QueueFull& full) {
        log::warning("a request was shed", {{"trace_id", trace_id}, {"route", route}, {"error", full.what()}});
        return problem_response(Problem{Problem::overloaded}.retry_after(std::chrono::seconds{1}), trace_id);
    } catch (const std::exception& fault) {
        log::error("a request failed", {{"trace_id", trace_id}, {"route", route}, {"error", fault.what()}});
    } catch (...) {
        log::error("a request failed", {{"trace_id", trace_id}, {"route", route}});
    }
    return problem_response(Problem{Problem::internal}, trace_id);
}

} // namespace resuelve::http
