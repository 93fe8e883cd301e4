// The ceiling for reading: a Beast coroutine server with a constant JSON answer. No checks, no permissions, no log.
//   bare_server PORT
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::use_awaitable;

constexpr unsigned thread_count = 2;

asio::awaitable<void> serve(asio::ip::tcp::socket socket) {
    beast::flat_buffer buffer;
    for (;;) {
        http::request<http::empty_body> request;
        const auto [read_error, size] =
            co_await http::async_read(socket, buffer, request, asio::as_tuple(use_awaitable));
        if (read_error) co_return;
        http::response<http::string_body> response{http::status::ok, 11};
        response.set(http::field::content_type, "application/json");
        response.body() = R"({"status":"registered"})";
        response.prepare_payload();
        const auto [write_error, sent] = co_await http::async_write(socket, response, asio::as_tuple(use_awaitable));
        if (write_error) co_return;
    }
}

/// Hands connections to the loops in turn; each then stays on its thread.
asio::awaitable<void> accept(asio::ip::tcp::acceptor acceptor, std::vector<asio::io_context>& contexts) {
    for (std::size_t next = 0;; next = (next + 1) % contexts.size()) {
        auto socket = co_await acceptor.async_accept(contexts[next], use_awaitable);
        socket.set_option(asio::ip::tcp::no_delay{true});
        asio::co_spawn(contexts[next], serve(std::move(socket)), asio::detached);
    }
}

} // namespace

int main(int count, char** arguments) {
    if (count != 2) return std::fprintf(stderr, "usage: %s PORT\n", arguments[0]), 2;
    std::vector<asio::io_context> contexts(thread_count);
    const asio::ip::tcp::endpoint endpoint{asio::ip::address_v4::loopback(),
                                           static_cast<asio::ip::port_type>(std::atoi(arguments[1]))};
    asio::co_spawn(contexts[0], accept(asio::ip::tcp::acceptor{contexts[0], endpoint}, contexts), asio::detached);
    asio::signal_set stop{contexts[0], SIGTERM, SIGINT};
    stop.async_wait([](auto, auto) { std::_Exit(0); });
    std::vector<std::jthread> threads;
    for (auto& context : contexts)
        threads.emplace_back([&context] {
            const auto keep = asio::make_work_guard(context);
            context.run();
        });
}
