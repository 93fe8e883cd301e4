// The ceiling for opening an incident: a Beast coroutine server that stores every request's body as three rows of
// SQLite, group-committed with fsync, and answers after the commit. No parsing, no permissions, no log.
//   bare_durable_server PORT FILE
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <sqlite3.h>

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::use_awaitable;

void check(int code, sqlite3* database) {
    if (code == SQLITE_OK || code == SQLITE_DONE || code == SQLITE_ROW) return;
    std::fprintf(stderr, "sqlite: %s\n", sqlite3_errmsg(database));
    std::abort();
}

/// One thread that stores what waits, commits once, then answers each.
class Writer {
public:
    explicit Writer(const char* file) {
        check(sqlite3_open(file, &database_), database_);
        check(sqlite3_exec(database_,
                           "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                           "CREATE TABLE a(id INTEGER PRIMARY KEY, body TEXT);"
                           "CREATE TABLE b(id INTEGER PRIMARY KEY, body TEXT);"
                           "CREATE TABLE c(id INTEGER PRIMARY KEY, body TEXT);",
                           nullptr, nullptr, nullptr),
              database_);
        for (const auto* sql :
             {"INSERT INTO a(body) VALUES(?)", "INSERT INTO b(body) VALUES(?)", "INSERT INTO c(body) VALUES(?)"}) {
            sqlite3_stmt* statement = nullptr;
            check(sqlite3_prepare_v2(database_, sql, -1, &statement, nullptr), database_);
            inserts_.push_back(statement);
        }
        thread_ = std::jthread{[this](const std::stop_token& stop) { work(stop); }};
    }

    asio::awaitable<void> store(std::string body) {
        co_await asio::async_initiate<const asio::use_awaitable_t<>&, void()>(
            [this, &body](auto handler) {
                auto shared = std::make_shared<decltype(handler)>(std::move(handler));
                auto executor = asio::get_associated_executor(*shared);
                const std::lock_guard lock{mutex_};
                waiting_.push_back({std::move(body),
                                    [shared, executor] { asio::post(executor, [shared] { std::move (*shared)(); }); }});
                wake_.notify_one();
            },
            use_awaitable);
    }

private:
    struct Command {
        std::string body;
        std::function<void()> answer;
    };

    void work(const std::stop_token& stop) {
        std::vector<Command> batch;
        while (!stop.stop_requested()) {
            {
                std::unique_lock lock{mutex_};
                wake_.wait(lock, [&] { return !waiting_.empty() || stop.stop_requested(); });
                batch.swap(waiting_);
            }
            check(sqlite3_exec(database_, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), database_);
            for (const auto& command : batch)
                insert(command.body);
            check(sqlite3_exec(database_, "COMMIT", nullptr, nullptr, nullptr), database_);
            for (const auto& command : batch)
                command.answer();
            batch.clear();
        }
    }

    void insert(const std::string& body) {
        for (auto* statement : inserts_) {
            check(sqlite3_bind_text(statement, 1, body.data(), static_cast<int>(body.size()), SQLITE_STATIC),
                  database_);
            check(sqlite3_step(statement), database_);
            check(sqlite3_reset(statement), database_);
        }
    }

    sqlite3* database_ = nullptr;
    std::vector<sqlite3_stmt*> inserts_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::vector<Command> waiting_;
    std::jthread thread_;
};

asio::awaitable<void> serve(asio::ip::tcp::socket socket, Writer& writer) {
    beast::flat_buffer buffer;
    for (;;) {
        http::request<http::string_body> request;
        const auto [error, size] = co_await http::async_read(socket, buffer, request, asio::as_tuple(use_awaitable));
        if (error) co_return;
        co_await writer.store(std::move(request.body()));
        http::response<http::string_body> response{http::status::created, 11};
        response.set(http::field::content_type, "application/json");
        response.body() = R"({"status":"registered"})";
        response.prepare_payload();
        co_await http::async_write(socket, response, use_awaitable);
    }
}

asio::awaitable<void> accept(asio::ip::tcp::acceptor acceptor, Writer& writer) {
    for (;;) {
        auto socket = co_await acceptor.async_accept(use_awaitable);
        socket.set_option(asio::ip::tcp::no_delay{true});
        asio::co_spawn(acceptor.get_executor(), serve(std::move(socket), writer), asio::detached);
    }
}

} // namespace

int main(int count, char** arguments) {
    if (count != 3) return std::fprintf(stderr, "usage: %s PORT FILE\n", arguments[0]), 2;
    asio::io_context context{1};
    Writer writer{arguments[2]};
    const asio::ip::tcp::endpoint endpoint{asio::ip::address_v4::loopback(),
                                           static_cast<asio::ip::port_type>(std::atoi(arguments[1]))};
    asio::co_spawn(context, accept(asio::ip::tcp::acceptor{context, endpoint}, writer), asio::detached);
    asio::signal_set stop{context, SIGTERM, SIGINT};
    stop.async_wait([](auto, auto) { std::_Exit(0); });
    context.run();
}
