#include "platform/http/conditional.hpp"
#include "platform/http/file_reader.hpp"
#include "platform/http/response_head.hpp"
#include "platform/http/session.hpp"

#include <boost/asio/as_tuple.hpp>

namespace resuelve::http {

namespace {

namespace asio = boost::asio;

constexpr auto as_tuple = asio::as_tuple(use_awaitable);
/// Up to this many bytes a body is copied behind its head, so that both leave with one system call.
constexpr std::size_t small_body = 16 * limits::kibibyte;
constexpr std::size_t kept_output = 64 * limits::kibibyte; ///< bytes of capacity kept for the next answer

bool has_no_body(unsigned status) {
    return status == 204 || status == 304 || status < 200;
}

/// What the client has already is not sent again. The handler has run, so whoever asks may see it.
void apply_if_none_match(const Request& request, Response& response) {
    if (response.status != 200 || (request.method != Method::get && request.method != Method::head)) return;
    const auto etag = response.headers.find("etag");
    const auto known = request.headers.find("if-none-match");
    if (!etag || !known || !matches(*known, *etag)) return;
    response.status = 304;
    response.body = std::string{};
}

} // namespace

/// Sends the answer and records it. Returns whether the connection goes on.
awaitable<bool> Session::deliver(Exchange& exchange) {
    auto& response = exchange.response;
    apply_if_none_match(exchange.request, response);
    exchange.keep_alive = exchange.keep_alive && !shared_.draining;
    bool sent = false;
    std::exception_ptr error;
    try {
        if (auto* text = std::get_if<std::string>(&response.body))
            sent = co_await send_text(exchange, std::move(*text));
        else if (auto* file = std::get_if<File>(&response.body))
            sent = co_await send_file(exchange, std::move(*file));
        else
            sent = co_await send_events(exchange, std::move(std::get<std::unique_ptr<EventStream>>(response.body)));
    } catch (...) {
        error = std::current_exception();
    }
    if (error) {
        auto told = failure(error, exchange);
        if (exchange.head_made) {
            exchange.keep_alive = false; // the client must see that the answer is not whole
        } else {
            response = std::move(told);
            sent = co_await send_text(exchange, std::move(std::get<std::string>(response.body)));
        }
    }
    record(exchange);
    if (out_.capacity() > kept_output) out_ = {};
    co_return sent&& exchange.keep_alive;
}

awaitable<bool> Session::send_text(Exchange& exchange, std::string text) {
    const bool head_only = exchange.request.method == Method::head;
    if (has_no_body(exchange.response.status)) {
        begin_answer(exchange, std::nullopt, false);
        co_return co_await write(out_);
    }
    begin_answer(exchange, text.size(), false);
    if (head_only) co_return co_await write(out_);
    exchange.bytes = text.size();
    if (text.size() > small_body) co_return co_await write(out_, text);
    out_ += text;
    co_return co_await write(out_);
}

awaitable<bool> Session::send_file(Exchange& exchange, File file) {
    enter(Phase::handling, SteadyTime::max());
    auto& response = exchange.response;
    auto reader = co_await shared_.files.run([&file] { return FileReader{file.path}; });
    std::uint64_t from = 0;
    std::uint64_t length = reader.size();
    response.headers.set("accept-ranges", "bytes");
    const auto wanted = exchange.request.headers.find("range");
    const auto if_range = exchange.request.headers.find("if-range");
    const bool same = !if_range || if_range == response.headers.find("etag");
    if (wanted && same && response.status == 200 && exchange.request.method == Method::get) {
        const auto range = range_of(*wanted, reader.size());
        if (std::holds_alternative<Unsatisfiable>(range)) {
            response.status = 416;
            response.headers.set("content-range", fmt::format("bytes */{}", reader.size()));
            co_return co_await send_text(exchange, {});
        }
        if (const auto* part = std::get_if<ByteRange>(&range)) {
            response.status = 206;
            response.headers.set("content-range",
                                 fmt::format("bytes {}-{}/{}", part->first, part->last, reader.size()));
            from = part->first;
            length = part->last - part->first + 1;
        }
    }
    begin_answer(exchange, length, false);
    if (!co_await write(out_)) co_return false;
    if (exchange.request.method == Method::head) co_return true;
    while (exchange.bytes < length) {
        const auto size = std::min<std::uint64_t>(limits::file_block, length - exchange.bytes);
        enter(Phase::handling, SteadyTime::max());
        const auto block = co_await shared_.files.run(
            [&] { return reader.read(from + exchange.bytes, static_cast<std::size_t>(size)); });
        if (!co_await write(block)) co_return false;
        exchange.bytes += block.size();
    }
    co_return true;
}

awaitable<bool> Session::send_events(Exchange& exchange, std::unique_ptr<EventStream> stream) {
    exchange.keep_alive = false;
    const bool chunked = exchange.version == 11;
    if (!exchange.response.headers.find("content-type"))
        exchange.response.headers.set("content-type", "text/event-stream");
    begin_answer(exchange, std::nullopt, chunked);
    if (!co_await write(out_)) co_return false;
    if (exchange.request.method == Method::head) co_return true;

    listening_ = stream.get();
    const auto forget = [](Session* session) { session->listening_ = nullptr; };
    const std::unique_ptr<Session, decltype(forget)> until_the_end{this, forget};
    watch_for_end();
    if (shared_.draining) stream->close();
    for (;;) {
        enter(Phase::handling, SteadyTime::max());
        const auto text = co_await stream->next();
        if (!text) break;
        if (text->empty()) continue;
        exchange.bytes += text->size();
        out_.clear();
        if (chunked) fmt::format_to(std::back_inserter(out_), "{:x}\r\n", text->size());
        out_ += *text;
        if (chunked) out_ += "\r\n";
        if (!co_await write(out_)) co_return false;
    }
    co_return !chunked || co_await write("0\r\n\r\n");
}

/// Closes the stream when the listener goes away, or says something: then it has no use for this answer any more.
void Session::watch_for_end() {
    socket_.async_wait(asio::ip::tcp::socket::wait_read, [self = shared_from_this()](const boost::system::error_code&) {
        if (self->listening_) self->listening_->close();
    });
}

void Session::begin_answer(Exchange& exchange, std::optional<std::uint64_t> length, bool chunked) {
    exchange.head_made = true;
    out_.clear();
    append_head(out_, exchange.response,
                {.date = worker_.date(),
                 .keep_alive = exchange.keep_alive,
                 .secure = exchange.request.secure,
                 .length = length,
                 .chunked = chunked,
                 .version = exchange.version});
}

awaitable<bool> Session::write(std::string_view first, std::string_view second) {
    if (closed_) co_return false;
    const auto size = first.size() + second.size();
    const auto longest = listening_
                             ? shared_.limits.stream_write_time
                             : shared_.limits.grace_time + std::chrono::seconds{size / shared_.limits.slowest_rate};
    timed_out_ = false; // an answer is also sent after a request that took too long
    enter(Phase::writing, std::chrono::steady_clock::now() + longest);
    while (!first.empty() || !second.empty()) {
        // One buffer is sent with a cheaper call than a list of them.
        const std::array<asio::const_buffer, 2> both{asio::buffer(first), asio::buffer(second)};
        const auto [error, sent] = second.empty() ? co_await socket_.async_write_some(both.front(), as_tuple)
                                                  : co_await socket_.async_write_some(both, as_tuple);
        if (error) co_return false;
        const auto of_first = std::min(sent, first.size());
        first.remove_prefix(of_first);
        second.remove_prefix(sent - of_first);
    }
    co_return true;
}

/// Closing with unread input makes TCP reset the connection, and the client may lose the answer: say that we are done,
/// and listen a little (RFC 9112 §9.6).
awaitable<void> Session::linger() {
    if (closed_) co_return;
    boost::system::error_code error;
    socket_.shutdown(asio::ip::tcp::socket::shutdown_send, error);
    timed_out_ = false;
    enter(Phase::lingering, std::chrono::steady_clock::now() + shared_.limits.linger_time);
    buffer_.clear();
    for (std::size_t dropped = 0; !error && dropped < limits::lingering_bytes;) {
        if (!co_await fill(limits::read_buffer)) break;
        dropped += buffer_.size();
        buffer_.clear();
    }
}

void Session::record(const Exchange& exchange) const {
    const auto duration =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - exchange.started);
    const auto index = exchange.route ? static_cast<std::size_t>(exchange.route - shared_.router.routes().data())
                                      : shared_.requests.unmatched();
    shared_.requests.count(index, exchange.response.status, duration);
    shared_.access_log.add({.time = shared_.clock.now(),
                            .trace_id = exchange.request.trace_id,
                            .method = to_string(exchange.request.method),
                            .route = exchange.route ? std::string_view{exchange.route->pattern} : "unmatched",
                            .status = exchange.response.status,
                            .duration = duration,
                            .bytes = exchange.bytes,
                            .subject = exchange.request.log_subject});
}

} // namespace resuelve::http
