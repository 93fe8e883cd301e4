// One test for each row of reliability.md §3.1 over a raw socket: answered, then closed, and nothing of the rest is
// read as a request.
#include "platform/http/a_server.hpp"
#include "platform/http/limits.hpp"
#include "platform/log/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace resuelve::http {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

const std::string second_request = "GET /echo?smuggled=1 HTTP/1.1\r\nHost: localhost\r\n\r\n";

class FramingTest : public testing::Test {
protected:
    FramingTest() { server_.start(); }

    /// A GET with these header lines, and a second request behind it that must not be answered.
    std::string get_with(std::string_view headers) { return status_of_only_answer(get("/echo", headers)); }
    /// A POST with these header lines and bytes behind them.
    std::string post_with(std::string_view headers, std::string_view body = {}) {
        return status_of_only_answer(fmt::format(
            "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n{}\r\n{}", headers, body));
    }
    std::string status_of_only_answer(const std::string& bytes) {
        const auto answer = server_.answer_to(bytes + second_request);
        EXPECT_EQ(answer.find("HTTP/1.1 ", 1), std::string::npos) << answer;
        EXPECT_THAT(answer, Not(HasSubstr("smuggled")));
        EXPECT_THAT(answer, HasSubstr("Connection: close\r\n"));
        return status_of(answer);
    }
    std::string target(std::string_view target) {
        return status_of_only_answer(fmt::format("GET {} HTTP/1.1\r\nHost: localhost\r\n\r\n", target));
    }
    std::string host(std::string_view line) {
        return status_of_only_answer(fmt::format("GET /echo HTTP/1.1\r\n{}\r\n", line));
    }
    std::string body_of_chunks(std::string_view chunks) {
        return server_.answer_to(
            fmt::format("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n{}",
                        chunks));
    }

    log::Capture log_;
    AServer server_;
};

TEST_F(FramingTest, UnknownTransferCodingsAreNotImplemented) {
    for (const auto* coding : {"xchunked", "identity", "gzip, chunked", "chunked, identity", "chunked, chunked"})
        EXPECT_EQ(post_with(fmt::format("Transfer-Encoding: {}\r\n", coding), "0\r\n\r\n"), "501") << coding;
}

TEST_F(FramingTest, AnEmptyOrRepeatedTransferEncodingIsRefused) {
    EXPECT_EQ(post_with("Transfer-Encoding:\r\n", "0\r\n\r\n"), "400");
    EXPECT_EQ(post_with("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), "400");
    EXPECT_EQ(post_with("Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), "400");
}

TEST_F(FramingTest, ChunksAreRefusedInHttp10) {
    EXPECT_EQ(status_of_only_answer("POST /echo HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    "Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
              "400");
}

TEST_F(FramingTest, LengthAndCodingTogetherAreRefusedInAnyOrder) {
    EXPECT_EQ(post_with("Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), "400");
    EXPECT_EQ(post_with("Transfer-Encoding: chunked\r\nContent-Length: 2\r\n", "0\r\n\r\n"), "400");
    EXPECT_EQ(post_with("Content-Length: 2\r\nTransfer-Encoding: xchunked\r\n", "{}"), "400");
}

TEST_F(FramingTest, DoubtfulLengthsAreRefused) {
    for (const auto* length : {"5\r\nContent-Length: 5", "5, 5", "05", "+5", "0x5", "5 5", "", "-1",
                               "2\r\nContent-Length: 3", "18446744073709551616", "00"})
        EXPECT_EQ(post_with(fmt::format("Content-Length: {}\r\n", length), "12345"), "400") << length;
}

TEST_F(FramingTest, FoldedLinesAreRefused) {
    EXPECT_EQ(get_with("X-A: 1\r\n Transfer-Encoding: chunked\r\n"), "400");
    EXPECT_EQ(get_with("X-A: 1\r\n\t2\r\n"), "400");
}

TEST_F(FramingTest, BareLineFeedsAndControlsAreRefused) {
    EXPECT_EQ(status_of_only_answer("GET /echo HTTP/1.1\nHost: localhost\n\n"), "400");
    EXPECT_EQ(get_with("X-A: 1\nX-B: 2\r\n"), "400");
    EXPECT_EQ(get_with("X-A: 1\rX-B: 2\r\n"), "400");
    EXPECT_EQ(get_with("X-A: a\x01z\r\n"), "400");
    EXPECT_EQ(get_with(std::string_view{"X-A: a\0z\r\n", 10}), "400");
    EXPECT_EQ(get_with("X-A : 1\r\n"), "400");
}

TEST_F(FramingTest, BytesPastAsciiAreRefusedInFieldsThatDecide) {
    EXPECT_EQ(get_with("Authorization: Bearer \xC3\xB1\r\n"), "400");
    EXPECT_EQ(get_with("X-\xC3\xB1: 1\r\n"), "400");
}

TEST_F(FramingTest, AHostMustBeThereOnceAndBeOne) {
    EXPECT_EQ(host(""), "400");
    EXPECT_EQ(host("Host: localhost\r\nHost: localhost\r\n"), "400");
    for (const auto* name : {"", "a b", "a/b", "user@a", "a:b", "a:99999", "a:80:80", "[::1", "[]", "a,b", "http://a"})
        EXPECT_EQ(host(fmt::format("Host: {}\r\n", name)), "400") << name;
    for (const auto* name : {"localhost", "127.0.0.1:8080", "[::1]:80", "a-b.example", "a:"})
        EXPECT_EQ(status_of(server_.answer_to(
                      fmt::format("GET /echo HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", name))),
                  std::string_view{name} == "a:" ? "400" : "200")
            << name;
}

TEST_F(FramingTest, TargetsOtherThanAPathAreRefused) {
    for (const auto* odd : {"http://localhost/echo", "localhost:80", "*", "//host/echo", "/echo#x", "/<b>", "/a\"b",
                            "/{a}", "/a\\b", "/a|b", "/a^b", "/a`b", "/caf\xC3\xA9"})
        EXPECT_EQ(target(odd), "400") << odd;
}

TEST_F(FramingTest, PathsThatCouldLeaveTheirPlaceAreRefused) {
    for (const auto* odd :
         {"/echo/%00", "/echo/a%2fb", "/echo/a%2Fb", "/echo/a%5cb", "/echo/..", "/echo/.", "/echo/%2e%2e",
          "/echo/%2E/x", "/echo/%zz", "/echo/%4", "/echo/%", "/echo/%ff", "/echo/%c0%af", "/echo/%0a"})
        EXPECT_EQ(target(odd), "400") << odd;
}

TEST_F(FramingTest, DoubtfulQueriesAreRefused) {
    EXPECT_EQ(target("/echo?a=%zz"), "400");
    EXPECT_EQ(target("/echo?a=%00"), "400");
    EXPECT_EQ(target("/echo?a=%ff"), "400");
    std::string many = "/echo?a=1";
    for (int i = 0; i < 64; ++i)
        many += "&a=1";
    EXPECT_EQ(target(many), "400");
}

TEST_F(FramingTest, TrailersAreDroppedAndNeverMerged) {
    const auto answer =
        body_of_chunks("2\r\n{}\r\n0\r\nAuthorization: Bearer stolen\r\nHost: evil\r\nX-New: 1\r\n\r\n");
    EXPECT_EQ(status_of(answer), "200");
    EXPECT_THAT(answer, Not(HasSubstr("stolen")));
    EXPECT_THAT(answer, Not(HasSubstr("evil")));
    EXPECT_THAT(answer, Not(HasSubstr("x-new")));
}

TEST_F(FramingTest, ATrailerCannotKeepTheConnectionOrChangeItsLength) {
    EXPECT_EQ(status_of(body_of_chunks("2\r\n{}\r\n0\r\nContent-Length: 50\r\n\r\n")), "400");
    EXPECT_EQ(status_of(body_of_chunks("2\r\n{}\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n")), "400");
    const auto answer = body_of_chunks("2\r\n{}\r\n0\r\nConnection: keep-alive\r\n\r\n" + second_request);
    EXPECT_THAT(answer, Not(HasSubstr("smuggled")));
}

TEST_F(FramingTest, TooManyOrTooLongTrailersAreRefused) {
    std::string many;
    for (int i = 0; i < 17; ++i)
        many += fmt::format("X-{}: 1\r\n", i);
    EXPECT_EQ(status_of(body_of_chunks("2\r\n{}\r\n0\r\n" + many + "\r\n")), "400");
    EXPECT_EQ(status_of(body_of_chunks("2\r\n{}\r\n0\r\nX: " + std::string(5000, 'a') + "\r\n\r\n")), "400");
    EXPECT_EQ(status_of(body_of_chunks("2\r\n{}\r\n0\r\nX: " + std::string(200'000, 'a'))), "400");
}

TEST_F(FramingTest, LongChunkExtensionsAreRefused) {
    EXPECT_EQ(status_of(body_of_chunks("2;a=" + std::string(100, 'b') + "\r\n{}\r\n0\r\n\r\n")), "200");
    EXPECT_EQ(status_of(body_of_chunks("2;a=" + std::string(300, 'b') + "\r\n{}\r\n0\r\n\r\n")), "400");
    EXPECT_EQ(status_of(body_of_chunks("2;a=" + std::string(4'000'000, 'b'))), "400");
    EXPECT_EQ(status_of(body_of_chunks("2\r\n{}\r\n0;a=" + std::string(300, 'b') + "\r\n\r\n")), "400");
}

TEST_F(FramingTest, ManyTinyChunksAreRefused) {
    std::string chunks;
    for (int i = 0; i < 4000; ++i)
        chunks += "1\r\n \r\n";
    EXPECT_EQ(status_of(body_of_chunks(chunks + "0\r\n\r\n")), "400");
}

TEST_F(FramingTest, BadChunksAreRefused) {
    for (const auto* chunks : {"x\r\n", "2\r\n{}XX\r\n", "-1\r\n", "\r\n", "2 2\r\n{}\r\n", "11111111111111111\r\n"})
        EXPECT_EQ(status_of(body_of_chunks(chunks)), "400") << chunks;
}

TEST_F(FramingTest, HeadsThatAreTooLargeAreRefused) {
    std::string many;
    for (int i = 0; i < 101; ++i)
        many += fmt::format("X-{}: 1\r\n", i);
    EXPECT_EQ(get_with(many), "431");
    EXPECT_EQ(get_with(std::string(65, 'n') + ": 1\r\n"), "431");
    EXPECT_EQ(get_with("X-A: " + std::string(limits::header_value + 1, 'a') + "\r\n"), "431");
    EXPECT_EQ(get_with("Cookie: a=" + std::string(limits::cookie, 'a') + "\r\n"), "431");
    const auto big = "X-A: " + std::string(8000, 'a') + "\r\n";
    EXPECT_EQ(get_with(big + big + big + big + big), "431");
    EXPECT_EQ(status_of(server_.answer_to("GET /echo HTTP/1.1\r\nX: " + std::string(100'000, 'a'))), "431");
}

TEST_F(FramingTest, ALongRequestLineIsRefused) {
    EXPECT_EQ(target("/echo?a=" + std::string(limits::request_line, 'a')), "414");
    EXPECT_EQ(status_of(server_.answer_to("GET /" + std::string(100'000, 'a'))), "414");
}

TEST_F(FramingTest, MethodsThatAreNoneOfOursAreNotImplemented) {
    for (const auto* method : {"get", "Get", "BREW", "TRACE", "PROPFIND"})
        EXPECT_EQ(status_of_only_answer(fmt::format("{} /echo HTTP/1.1\r\nHost: a\r\n\r\n", method)), "501") << method;
}

TEST_F(FramingTest, UpgradesAreIgnored) {
    EXPECT_EQ(status_of(server_.answer_to(get("/echo", "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQ\r\n"))), "200");
    EXPECT_EQ(status_of(server_.answer_to(get("/echo", "Upgrade: websocket\r\n"))), "200");
}

TEST_F(FramingTest, OtherProtocolsAreRefusedAtOnce) {
    EXPECT_EQ(status_of(server_.answer_to("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")), "400");
    EXPECT_EQ(status_of(server_.answer_to("\x16\x03\x01\x02")), "400");
    EXPECT_EQ(status_of(server_.answer_to("GET /echo HTTP/1.2\r\nHost: a\r\n\r\n")), "400");
    EXPECT_EQ(status_of(server_.answer_to("GET /echo\r\n\r\n")), "400");
}

TEST_F(FramingTest, ABodyWhereNoneBelongsIsRefused) {
    EXPECT_EQ(get_with("Content-Length: 2\r\n"), "400");
    EXPECT_EQ(status_of_only_answer("DELETE /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
              "400");
    EXPECT_EQ(status_of(server_.answer_to(get("/echo", "Content-Length: 0\r\n"))), "200");
}

TEST_F(FramingTest, FieldsThatMayComeOnceAreRefusedTwice) {
    EXPECT_EQ(get_with("Authorization: a\r\nAuthorization: b\r\n"), "400");
    EXPECT_EQ(post_with("Content-Length: 2\r\nContent-Type: application/json\r\n", "{}"), "400");
    EXPECT_EQ(get_with("If-Match: \"1\"\r\nIf-Match: \"2\"\r\n"), "400");
}

TEST_F(FramingTest, EveryProblemIsADocumentWithATraceId) {
    const auto answer = server_.answer_to("BREW / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_THAT(answer, HasSubstr("content-type: application/problem+json\r\n"));
    const auto document = boost::json::parse(body_of(answer)).as_object();
    EXPECT_EQ(document.at("type"), "/problems/not-implemented");
    EXPECT_EQ(document.at("trace_id").as_string().size(), 32U);
}

} // namespace
} // namespace resuelve::http
