// The ceiling for opening an incident: a Beast coroutine server that creates one durably and no more. It parses the
// body, stores an incident, its first entry and an event (three rows, keyed as ours are) in SQLite, group-committed
// with fsync, and answers with the incident's JSON after the commit. No session, permissions, checks, hash chain,
// search or log.
//   bare_durable_server PORT FILE
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/json.hpp>
#include <sqlite3.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <mutex>
#include <random>
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

struct Incident {
    std::string id;
    std::string reference; ///< Random, unique: what people find it by.
    std::string json;      ///< As it is answered and as its entry and event carry it.
};

constexpr auto schema =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
    "CREATE TABLE incidents(id TEXT PRIMARY KEY, reference TEXT UNIQUE, document TEXT) WITHOUT ROWID;"
    "CREATE TABLE entries(incident TEXT, number INTEGER, body TEXT, PRIMARY KEY(incident, number))"
    " WITHOUT ROWID;"
    "CREATE TABLE outbox(id INTEGER PRIMARY KEY, incident TEXT, body TEXT);";
constexpr std::array inserts{"INSERT INTO incidents(id, reference, document) VALUES(?1, ?2, ?3)",
                             "INSERT INTO entries(incident, number, body) VALUES(?1, 1, ?3)",
                             "INSERT INTO outbox(incident, body) VALUES(?1, ?3)"};

/// One thread that stores what waits, commits once, then answers each.
class Writer {
public:
    explicit Writer(const char* file) {
        check(sqlite3_open(file, &database_), database_);
        check(sqlite3_exec(database_, schema, nullptr, nullptr, nullptr), database_);
        for (const auto* sql : inserts) {
            sqlite3_stmt* statement = nullptr;
            check(sqlite3_prepare_v2(database_, sql, -1, &statement, nullptr), database_);
            inserts_.push_back(statement);
        }
        thread_ = std::jthread{[this](const std::stop_token& stop) { work(stop); }};
    }

    asio::awaitable<void> store(const Incident& incident) {
        co_await asio::async_initiate<const asio::use_awaitable_t<>&, void()>(
            [this, &incident](auto handler) {
                auto shared = std::make_shared<decltype(handler)>(std::move(handler));
                auto executor = asio::get_associated_executor(*shared);
                const std::lock_guard lock{mutex_};
                waiting_.push_back(
                    {&incident, [shared, executor] { asio::post(executor, [shared] { std::move (*shared)(); }); }});
                wake_.notify_one();
            },
            use_awaitable);
    }

private:
    struct Command {
        const Incident* incident; ///< Its coroutine waits for the answer.
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
                insert(*command.incident);
            check(sqlite3_exec(database_, "COMMIT", nullptr, nullptr, nullptr), database_);
            for (const auto& command : batch)
                command.answer();
            batch.clear();
        }
    }

    void insert(const Incident& incident) {
        for (auto* statement : inserts_) {
            bind(statement, 1, incident.id);
            bind(statement, 2, incident.reference);
            bind(statement, 3, incident.json);
            check(sqlite3_step(statement), database_);
            check(sqlite3_reset(statement), database_);
        }
    }

    void bind(sqlite3_stmt* statement, int place, const std::string& text) {
        check(sqlite3_bind_text(statement, place, text.data(), static_cast<int>(text.size()), SQLITE_STATIC),
              database_);
    }

    sqlite3* database_ = nullptr;
    std::vector<sqlite3_stmt*> inserts_;
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::vector<Command> waiting_;
    std::jthread thread_;
};

unsigned long long random_bits() {
    static std::mt19937_64 random{std::random_device{}()};
    return random();
}

/// 48 bits of time, then random ones, as RFC 9562 §5.7 orders them: new rows go to the end of the tables.
std::string new_id(std::chrono::milliseconds now) {
    std::array<char, 33> text{};
    std::snprintf(text.data(), text.size(), "%012llx%020llx", static_cast<unsigned long long>(now.count()),
                  random_bits());
    return text.data();
}

std::string new_reference() {
    std::array<char, 13> text{};
    std::snprintf(text.data(), text.size(), "%012llx", random_bits() & 0xffff'ffff'ffffULL);
    return text.data();
}

Incident parse(const std::string& body) {
    auto document = boost::json::parse(body).as_object();
    document.at("subject").as_string();
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch());
    Incident incident{.id = new_id(now), .reference = new_reference(), .json{}};
    document["id"] = incident.id;
    document["reference"] = incident.reference;
    document["status"] = "registered";
    document["created_at"] = now.count();
    incident.json = boost::json::serialize(document);
    return incident;
}

asio::awaitable<void> serve(asio::ip::tcp::socket socket, Writer& writer) {
    beast::flat_buffer buffer;
    for (;;) {
        http::request<http::string_body> request;
        const auto [error, size] = co_await http::async_read(socket, buffer, request, asio::as_tuple(use_awaitable));
        if (error) co_return;
        auto incident = parse(request.body());
        co_await writer.store(incident);
        http::response<http::string_body> response{http::status::created, 11};
        response.set(http::field::content_type, "application/json");
        response.body() = std::move(incident.json);
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
