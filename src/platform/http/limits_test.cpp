// reliability.md §7 over a raw socket: time, connections, drain. Limits are made small instead of waiting.
#include "platform/http/a_server.hpp"
#include "platform/log/log.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <latch>

namespace resuelve::http {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::StartsWith;

/// A route that tells when it is entered and answers once it is let go.
struct Gate {
    std::promise<void> entered;
    std::atomic<bool> open = false;

    awaitable<Response> pass() {
        entered.set_value();
        boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor};
        while (!open) {
            timer.expires_after(1ms);
            co_await timer.async_wait(use_awaitable);
        }
        co_return Response::text(200, "text/plain", "done");
    }
};

class LimitsTest : public testing::Test {
protected:
    /// A connection whose request is in the gate.
    RawConnection start_with_one_in_the_gate() {
        server_.router.add({Method::get, "/gate", BodyKind::none, [this](Request&) { return gate_.pass(); }});
        server_.start();
        auto busy = server_.connect();
        busy.send("GET /gate HTTP/1.1\r\nHost: a\r\n\r\n");
        gate_.entered.get_future().wait();
        return busy;
    }

    Gate gate_;
    log::Capture log_;
    AServer server_;
};

TEST_F(LimitsTest, ASlowHeadIsToldSo) {
    server_.options.limits.head_time = 20ms;
    const auto answer = server_.start().answer_to("GET /echo HTTP/1.1\r\nHost: a");
    EXPECT_EQ(status_of(answer), "408");
    EXPECT_THAT(answer, HasSubstr("Connection: close\r\n"));
}

TEST_F(LimitsTest, AnIdleConnectionIsClosedWithoutAWord) {
    server_.options.limits.idle_time = 20ms;
    server_.start();
    EXPECT_EQ(server_.connect().read_to_end(), "");
    auto connection = server_.connect();
    connection.send("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto answer = connection.read_to_end();
    EXPECT_EQ(status_of(answer), "200");
    EXPECT_EQ(answer.find("HTTP/1.1", 1), std::string::npos);
}

TEST_F(LimitsTest, AnAdmissionMayTakeLongerThanTheHead) {
    server_.options.limits.head_time = 20ms;
    server_.router.add({.method = Method::post,
                        .pattern = "/slow",
                        .body = BodyKind::json,
                        .handler = [](Request&) -> awaitable<Response> { co_return Response::empty(204); },
                        .admission = [](const Request&) -> awaitable<void> {
                            boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor, 60ms};
                            co_await timer.async_wait(use_awaitable);
                        }});
    server_.start();
    auto connection = server_.connect();
    connection.send("POST /slow HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
                    "Expect: 100-continue\r\n\r\n");
    EXPECT_EQ(connection.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    EXPECT_THAT(connection.send("{}").read_until("\r\n\r\n"), StartsWith("HTTP/1.1 204 "));
}

TEST_F(LimitsTest, ASlowBodyIsToldSo) {
    server_.options.limits.grace_time = 20ms;
    EXPECT_EQ(status_of(server_.start().answer_to("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                                  "Content-Length: 100\r\n\r\n{")),
              "408");
}

TEST_F(LimitsTest, ARequestThatTakesTooLongIsToldSo) {
    server_.options.limits.request_time = 20ms;
    EXPECT_EQ(status_of(server_.start().answer_to("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                                  "Content-Length: 100000\r\n\r\n" +
                                                  std::string(50'000, ' '))),
              "408");
}

TEST_F(LimitsTest, AReaderThatDoesNotReadIsLetGo) {
    server_.options.limits.grace_time = 20ms;
    server_.options.limits.slowest_rate = std::size_t{1} << 40;
    server_.router.add({Method::get, "/big", BodyKind::none, [](Request&) -> awaitable<Response> {
                            co_return Response::text(200, "text/plain", std::string(64 * limits::mebibyte, 'x'));
                        }});
    server_.start();
    auto connection = server_.connect();
    connection.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n");
    connection.read_until("\r\n\r\n");
    while (server_.server().connections() > 0)
        std::this_thread::yield();
    EXPECT_LT(connection.read_to_end().size(), 64 * limits::mebibyte);
}

TEST_F(LimitsTest, TooManyConnectionsOfOneAddressAreRefused) {
    server_.options.limits.connections_per_address = 2;
    server_.start();
    auto one = server_.connect();
    auto two = server_.connect();
    one.send("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n").read_until("\r\n\r\n");
    two.send("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n").read_until("\r\n\r\n");
    const auto answer = server_.connect().read_to_end();
    EXPECT_EQ(status_of(answer), "429");
    EXPECT_THAT(answer, HasSubstr("retry-after: 5\r\n"));
}

TEST_F(LimitsTest, TooManyConnectionsInAllAreRefusedAndPlacesComeBack) {
    server_.options.limits.connections = 1;
    server_.start();
    auto one = server_.connect();
    one.send("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n").read_until("\r\n\r\n");
    EXPECT_EQ(status_of(server_.connect().read_to_end()), "503");
    one.close();
    while (server_.server().connections() > 0)
        std::this_thread::yield();
    EXPECT_EQ(status_of(server_.answer_to(get("/echo"))), "200");
}

TEST_F(LimitsTest, TrustedProxiesHaveNoLimitOfTheirOwn) {
    server_.options.limits.connections_per_address = 1;
    server_.options.trusted_proxies = {"127.0.0.1"};
    server_.start();
    auto one = server_.connect();
    one.send("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n").read_until("\r\n\r\n");
    EXPECT_EQ(status_of(server_.answer_to(get("/echo"))), "200");
}

TEST_F(LimitsTest, UnfinishedBodiesOfOneAddressAreBounded) {
    server_.options.limits.receiving_per_address = 1000;
    server_.start();
    EXPECT_EQ(status_of(server_.answer_to(post(std::string(1001, ' ')))), "429");
    EXPECT_EQ(status_of(server_.answer_to(post(std::string(1000, ' ')))), "200");
    EXPECT_EQ(status_of(server_.answer_to(post(std::string(1000, ' ')))), "200");
}

TEST_F(LimitsTest, DrainEndsWhatIsUnderWayAndNothingElse) {
    auto busy = start_with_one_in_the_gate();
    auto idle = server_.connect();
    idle.send("GET /echo HTTP/1.1\r\nHost: a\r\n\r\n").read_until("\"body\"");

    auto drained = std::async(std::launch::async, [&] { return server_.server().drain(10s); });
    idle.read_to_end(); // is closed at once
    EXPECT_THROW(
        {
            for (;;) // the listener closes at once, on its own thread
                server_.connect();
        },
        boost::system::system_error);
    gate_.open = true;
    const auto answer = busy.read_to_end();
    EXPECT_EQ(status_of(answer), "200");
    EXPECT_THAT(answer, HasSubstr("Connection: close\r\n"));
    EXPECT_EQ(body_of(answer), "done");
    EXPECT_TRUE(drained.get());
}

TEST_F(LimitsTest, ASecondDrainEndsAtOnce) {
    auto busy = start_with_one_in_the_gate();
    auto first = std::async(std::launch::async, [&] { return server_.server().drain(1h); });
    EXPECT_FALSE(server_.server().drain(1h)); // whichever of the two comes second
    EXPECT_FALSE(first.get());
    EXPECT_EQ(busy.read_to_end(), "");
    gate_.open = true;
}

TEST_F(LimitsTest, DrainGivesUpAtItsDeadline) {
    auto busy = start_with_one_in_the_gate();
    EXPECT_FALSE(server_.server().drain(20ms));
    gate_.open = true;
}

TEST_F(LimitsTest, BackgroundWorkIsCancelledByADrain) {
    std::promise<void> begun;
    server_.start();
    server_.server().spawn("clock", [](std::promise<void>& started) -> awaitable<void> {
        started.set_value();
        boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor, 1h};
        co_await timer.async_wait(use_awaitable);
    }(begun));
    begun.get_future().wait();
    EXPECT_TRUE(server_.server().drain(10s));
}

} // namespace
} // namespace resuelve::http
