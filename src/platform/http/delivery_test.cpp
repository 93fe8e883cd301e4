// Files, ranges and event streams over a raw socket.
#include "platform/http/a_server.hpp"
#include "platform/log/log.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <future>

namespace resuelve::http {
namespace {

using namespace std::chrono_literals;
using testing::EndsWith;
using testing::HasSubstr;

class FilesTest : public testing::Test {
protected:
    FilesTest() {
        std::ofstream{path_} << content_;
        server_.router.add({Method::get, "/file", BodyKind::none, [this](Request&) -> awaitable<Response> {
                                Response response;
                                response.headers.set("etag", "\"f1\"");
                                response.headers.set("content-type", "application/octet-stream");
                                response.body = File{path_};
                                co_return response;
                            }});
        server_.router.add({Method::get, "/gone", BodyKind::none, [](Request&) -> awaitable<Response> {
                                Response response;
                                response.body = File{"/nonexistent/file"};
                                co_return response;
                            }});
        server_.start();
    }
    ~FilesTest() override { std::filesystem::remove(path_); }

    const std::filesystem::path path_ =
        std::filesystem::temp_directory_path() / fmt::format("resuelve-delivery-{}", ::getpid());
    const std::string content_ = [] {
        std::string text;
        for (int i = 0; text.size() < 1'000'000; ++i)
            text += std::to_string(i);
        return text;
    }();
    log::Capture log_;
    AServer server_;
};

TEST_F(FilesTest, AreSentWhole) {
    const auto answer = server_.answer_to(get("/file"));
    EXPECT_EQ(status_of(answer), "200");
    EXPECT_THAT(answer, HasSubstr("accept-ranges: bytes\r\n"));
    EXPECT_THAT(answer, HasSubstr(fmt::format("Content-Length: {}\r\n", content_.size())));
    EXPECT_TRUE(body_of(answer) == content_);
}

TEST_F(FilesTest, AreSentInPart) {
    const auto answer = server_.answer_to(get("/file", "Range: bytes=10-19\r\n"));
    EXPECT_EQ(status_of(answer), "206");
    EXPECT_THAT(answer, HasSubstr(fmt::format("content-range: bytes 10-19/{}\r\n", content_.size())));
    EXPECT_EQ(body_of(answer), content_.substr(10, 10));
    EXPECT_EQ(body_of(server_.answer_to(get("/file", "Range: bytes=-5\r\n"))), content_.substr(content_.size() - 5));
    EXPECT_EQ(body_of(server_.answer_to(get("/file", "Range: bytes=999000-\r\n"))), content_.substr(999'000));
}

TEST_F(FilesTest, AreSentWholeForRangesThatMeanNothingHere) {
    for (const auto* headers : {"Range: bytes=0-1,5-6\r\n", "Range: lines=1-2\r\n", "Range: bytes=9-1\r\n",
                                "Range: bytes=0-1\r\nIf-Range: \"other\"\r\n"})
        EXPECT_EQ(status_of(server_.answer_to(get("/file", headers))), "200") << headers;
    EXPECT_EQ(status_of(server_.answer_to(get("/file", "Range: bytes=0-1\r\nIf-Range: \"f1\"\r\n"))), "206");
}

TEST_F(FilesTest, HaveNothingPastTheirEnd) {
    const auto answer = server_.answer_to(get("/file", "Range: bytes=99999999-\r\n"));
    EXPECT_EQ(status_of(answer), "416");
    EXPECT_THAT(answer, HasSubstr(fmt::format("content-range: bytes */{}\r\n", content_.size())));
}

TEST_F(FilesTest, AreNotReadForHeadOrWhatTheClientHas) {
    const auto head = server_.answer_to("HEAD /file HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(head, HasSubstr(fmt::format("Content-Length: {}\r\n", content_.size())));
    EXPECT_EQ(body_of(head), "");
    EXPECT_EQ(status_of(server_.answer_to(get("/file", "If-None-Match: \"f1\"\r\n"))), "304");
}

TEST_F(FilesTest, ThatAreGoneAreAProblemOfOurs) {
    const auto answer = server_.answer_to(get("/gone"));
    EXPECT_EQ(status_of(answer), "500");
    EXPECT_THAT(answer, HasSubstr("application/problem+json"));
}

/// Says one word, then waits until it is closed. Lives on its session's thread; `closed` is told to the test.
class OneWord final : public EventStream {
public:
    explicit OneWord(std::promise<void>& closed) : closed_{closed} {}

    awaitable<std::optional<std::string>> next() override {
        if (!std::exchange(said_, true)) co_return "event: word\ndata: hola\n\n";
        boost::asio::steady_timer timer{co_await boost::asio::this_coro::executor};
        while (!ended_) {
            timer.expires_after(1ms);
            co_await timer.async_wait(use_awaitable);
        }
        co_return std::nullopt;
    }
    void close() override {
        if (!std::exchange(ended_, true)) closed_.set_value();
    }

private:
    std::promise<void>& closed_;
    bool said_ = false;
    bool ended_ = false;
};

class EventsTest : public testing::Test {
protected:
    EventsTest() {
        server_.router.add({Method::get, "/events", BodyKind::none, [this](Request&) -> awaitable<Response> {
                                Response response;
                                response.body = std::make_unique<OneWord>(closed_);
                                co_return response;
                            }});
        server_.start();
    }

    std::promise<void> closed_;
    log::Capture log_;
    AServer server_;
};

TEST_F(EventsTest, AreSentAsTheyCome) {
    auto connection = server_.connect();
    connection.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto head = connection.read_until("\r\n\r\n");
    EXPECT_THAT(head, HasSubstr("content-type: text/event-stream\r\n"));
    EXPECT_THAT(head, HasSubstr("Transfer-Encoding: chunked\r\n"));
    EXPECT_THAT(connection.read_until("hola\n\n"), EndsWith("event: word\ndata: hola\n\n"));
}

TEST_F(EventsTest, AreClosedWhenTheListenerGoes) {
    {
        auto connection = server_.connect();
        connection.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
        connection.read_until("hola");
    }
    EXPECT_EQ(closed_.get_future().wait_for(10s), std::future_status::ready);
}

TEST_F(EventsTest, EndProperlyWhenTheServerDrains) {
    auto connection = server_.connect();
    connection.send("GET /events HTTP/1.1\r\nHost: a\r\n\r\n");
    connection.read_until("hola\n\n");
    EXPECT_TRUE(server_.server().drain(10s));
    EXPECT_EQ(connection.read_to_end(), "\r\n0\r\n\r\n");
}

TEST_F(EventsTest, ComeUnchunkedInHttp10) {
    auto connection = server_.connect();
    connection.send("GET /events HTTP/1.0\r\n\r\n");
    connection.read_until("\r\n\r\n");
    EXPECT_EQ(connection.read_until("hola\n\n"), "event: word\ndata: hola\n\n");
}

} // namespace
} // namespace resuelve::http
