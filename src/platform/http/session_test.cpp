#include "platform/async/blocking_pool.hpp"
#include "platform/http/a_server.hpp"
#include "platform/http/limits.hpp"
#include "platform/http/problem.hpp"
#include "platform/log/log.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace resuelve::http {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

boost::json::object json_of(std::string_view answer) {
    return boost::json::parse(body_of(answer)).as_object();
}

class SessionTest : public testing::Test {
protected:
    log::Capture log_; // before the server, whose end still writes
    AServer server_;
};

TEST_F(SessionTest, AnswersAGet) {
    server_.start();
    const auto answer = server_.answer_to(get("/echo/n%C3%BA%20m?a=1&b=x%26y"));
    EXPECT_EQ(status_of(answer), "200");
    EXPECT_THAT(answer, HasSubstr("content-type: application/json\r\n"));
    EXPECT_THAT(answer, HasSubstr("Date: Tue, 24 Nov 2026 15:30:00 GMT\r\n"));
    const auto seen = json_of(answer);
    EXPECT_EQ(seen.at("parameters"), boost::json::array({"nú m"}));
    EXPECT_EQ(seen.at("query"), boost::json::object({{"a", "1"}, {"b", "x&y"}}));
    EXPECT_EQ(seen.at("peer"), "127.0.0.1");
    EXPECT_EQ(seen.at("direct_loopback"), true);
}

TEST_F(SessionTest, AnswersAPost) {
    server_.start();
    const auto answer = server_.answer_to(post(R"({"subject":"roto"})"));
    EXPECT_EQ(status_of(answer), "200");
    EXPECT_EQ(json_of(answer).at("body"), R"({"subject":"roto"})");
}

TEST_F(SessionTest, SendsTheSecurityHeadersWithEveryAnswer) {
    server_.start();
    for (const auto& request : {get("/echo"), get("/nowhere"), std::string{"BREW / HTTP/1.1\r\nHost: a\r\n\r\n"}}) {
        const auto answer = server_.answer_to(request);
        for (const auto* line :
             {"Content-Security-Policy: default-src 'none';", "X-Content-Type-Options: nosniff\r\n",
              "Referrer-Policy: same-origin\r\n", "Permissions-Policy: ", "Cross-Origin-Opener-Policy: same-origin\r\n",
              "Cross-Origin-Resource-Policy: same-origin\r\n", "Cache-Control: no-store\r\n",
              "Vary: Authorization, Cookie\r\n"})
            EXPECT_THAT(answer, HasSubstr(line));
        EXPECT_THAT(answer, Not(HasSubstr("Server:")));
        EXPECT_THAT(answer, Not(HasSubstr("Strict-Transport-Security")));
    }
}

TEST_F(SessionTest, LetsAHandlersOwnHeadersWin) {
    server_.router.add({Method::get, "/page", BodyKind::none, [](Request&) -> awaitable<Response> {
                            co_return Response::text(200, "text/html; charset=utf-8", "<p>")
                                .with("content-security-policy", "default-src 'self'")
                                .with("cache-control", "public, max-age=60");
                        }});
    const auto answer = server_.start().answer_to(get("/page"));
    EXPECT_THAT(answer, HasSubstr("content-security-policy: default-src 'self'\r\n"));
    EXPECT_THAT(answer, HasSubstr("cache-control: public, max-age=60\r\n"));
    for (const auto* line : {"Content-Security-Policy", "no-store", "Vary"})
        EXPECT_THAT(answer, Not(HasSubstr(line)));
}

TEST_F(SessionTest, NeverLetsAValueBeginALine) {
    server_.router.add({Method::get, "/split", BodyKind::none, [](Request&) -> awaitable<Response> {
                            co_return Response::empty(204).with("location", "/a\r\nSet-Cookie: x=1");
                        }});
    EXPECT_THAT(server_.start().answer_to(get("/split")), HasSubstr("location: /a  Set-Cookie: x=1\r\n"));
}

TEST_F(SessionTest, TellsUnknownPathsAndMethodsApart) {
    server_.start();
    EXPECT_EQ(status_of(server_.answer_to(get("/nowhere"))), "404");
    const auto answer = server_.answer_to("PUT /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(status_of(answer), "405");
    EXPECT_THAT(answer, HasSubstr("allow: GET, HEAD, POST, DELETE, OPTIONS\r\n"));
    EXPECT_EQ(json_of(answer).at("allow"), boost::json::array({"GET", "HEAD", "POST", "DELETE", "OPTIONS"}));
}

TEST_F(SessionTest, AnswersHeadAsGetWithoutItsBody) {
    server_.start();
    const auto answer = server_.answer_to("HEAD /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(status_of(answer), "200");
    EXPECT_THAT(answer, HasSubstr("Content-Length: "));
    EXPECT_THAT(answer, Not(HasSubstr("Content-Length: 0\r\n")));
    EXPECT_EQ(body_of(answer), "");
}

TEST_F(SessionTest, AnswersOptionsWithWhatIsAllowed) {
    server_.start();
    const auto answer = server_.answer_to("OPTIONS /form HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(status_of(answer), "204");
    EXPECT_THAT(answer, HasSubstr("allow: POST, OPTIONS\r\n"));
    EXPECT_THAT(answer, Not(HasSubstr("Content-Length")));
}

TEST_F(SessionTest, AnswersPipelinedRequestsInOrder) {
    server_.start();
    std::string requests;
    for (int i = 0; i < 40; ++i)
        requests += fmt::format("GET /echo/{} HTTP/1.1\r\nHost: a\r\n\r\n", i);
    const auto answers = server_.answer_to(requests + get("/echo/40"));
    std::size_t at = 0;
    for (int i = 0; i <= 40; ++i) {
        at = answers.find(fmt::format(R"("path":"/echo/{}")", i), at);
        ASSERT_NE(at, std::string::npos) << i;
    }
}

TEST_F(SessionTest, KeepsTheConnectionAsTheVersionSays) {
    server_.start();
    auto connection = server_.connect();
    connection.send("GET /echo HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_THAT(connection.read_until("\r\n\r\n"), HasSubstr("Connection: keep-alive\r\n"));
    connection.send("GET /echo HTTP/1.0\r\n\r\n");
    EXPECT_THAT(connection.read_to_end(), HasSubstr("Connection: close\r\n"));
}

TEST_F(SessionTest, TakesJsonOnlyAsJson) {
    server_.start();
    const auto with_type = [&](std::string_view type) {
        return status_of(server_.answer_to(fmt::format(
            "POST /echo HTTP/1.1\r\nHost: a\r\n{}Content-Length: 2\r\nConnection: close\r\n\r\n{{}}", type)));
    };
    for (const auto* type : {"application/json", "application/json; charset=utf-8", "Application/JSON;charset=UTF-8",
                             "application/json;charset=\"utf-8\""})
        EXPECT_EQ(with_type(fmt::format("Content-Type: {}\r\n", type)), "200") << type;
    for (const auto* type : {"text/plain", "text/plain;application/json", "application/json; charset=latin1",
                             "application/json;a=b", "application/jsonx", "application/x-www-form-urlencoded", ""})
        EXPECT_EQ(with_type(fmt::format("Content-Type: {}\r\n", type)), "415") << type;
    EXPECT_EQ(with_type(""), "415");
}

TEST_F(SessionTest, TakesFormsAndUploadsWhereTheyBelong) {
    server_.start();
    EXPECT_EQ(status_of(server_.answer_to("POST /form HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")), "200");
    EXPECT_EQ(json_of(server_.answer_to("POST /form HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Type: "
                                        "application/x-www-form-urlencoded\r\nConnection: close\r\n\r\na=1"))
                  .at("body"),
              "a=1");
    EXPECT_EQ(status_of(server_.answer_to(post("{}", "/form"))), "415");
    EXPECT_EQ(status_of(server_.answer_to("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Type: "
                                          "image/png\r\nConnection: close\r\n\r\nabc")),
              "200");
}

TEST_F(SessionTest, RefusesBodiesThatAreTooLargeBeforeTheyCome) {
    server_.start();
    EXPECT_EQ(status_of(server_.answer_to("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                          "Content-Length: 1048577\r\n\r\n")),
              "413");
    EXPECT_EQ(status_of(server_.answer_to("POST /upload HTTP/1.1\r\nHost: a\r\nContent-Length: 26214401\r\n\r\n")),
              "413");
    EXPECT_EQ(status_of(server_.answer_to("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                          "Transfer-Encoding: chunked\r\n\r\n100001\r\n")),
              "413");
    EXPECT_EQ(json_of(server_.answer_to(post(std::string(limits::json_body, ' ')))).at("body").as_string().size(),
              limits::json_body);
}

TEST_F(SessionTest, LetsTheClientReadWhyItsUploadWasRefused) {
    server_.start();
    auto connection = server_.connect();
    connection.send(
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 5000000\r\n\r\n");
    connection.send(std::string(500'000, 'x'));
    EXPECT_EQ(status_of(connection.read_to_end()), "413");
}

TEST_F(SessionTest, SaysContinueOnlyAfterTheHeadIsAccepted) {
    server_.router.add({.method = Method::post,
                        .pattern = "/private",
                        .body = BodyKind::json,
                        .handler = [](Request&) -> awaitable<Response> { co_return Response::empty(204); },
                        .admission = [](const Request& request) -> awaitable<void> {
                            if (!request.header("authorization")) throw Problem{Problem::unauthenticated};
                            co_return;
                        }});
    server_.start();
    const std::string expecting = "Content-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n";
    const auto refused = server_.answer_to("POST /private HTTP/1.1\r\nHost: a\r\n" + expecting + "\r\n");
    EXPECT_EQ(status_of(refused), "401");
    EXPECT_THAT(refused, HasSubstr("www-authenticate: Bearer\r\n"));
    EXPECT_THAT(refused, HasSubstr("Connection: close\r\n"));
    EXPECT_EQ(status_of(server_.answer_to("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                                          "Content-Length: 99999999\r\nExpect: 100-continue\r\n\r\n")),
              "413");

    auto connection = server_.connect();
    connection.send("POST /private HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x\r\n" + expecting + "\r\n");
    EXPECT_EQ(connection.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    connection.send("{}");
    EXPECT_THAT(connection.read_until("\r\n\r\n"), StartsWith("HTTP/1.1 204 "));
}

TEST_F(SessionTest, AnswersNotModifiedAfterTheHandlerAllowedIt) {
    server_.router.add({Method::get, "/tagged", BodyKind::none, [](Request& request) -> awaitable<Response> {
                            if (request.header("x-stranger")) throw Problem{Problem::not_found};
                            co_return Response::json(200, 1).with("etag", "\"7\"");
                        }});
    server_.start();
    const auto answer = server_.answer_to(get("/tagged", "If-None-Match: \"6\", W/\"7\"\r\n"));
    EXPECT_EQ(status_of(answer), "304");
    EXPECT_THAT(answer, HasSubstr("etag: \"7\"\r\n"));
    EXPECT_EQ(body_of(answer), "");
    EXPECT_EQ(status_of(server_.answer_to(get("/tagged", "If-None-Match: \"6\"\r\n"))), "200");
    EXPECT_EQ(status_of(server_.answer_to(get("/tagged", "If-None-Match: \"7\"\r\nX-Stranger: 1\r\n"))), "404");
}

TEST_F(SessionTest, TurnsWhatHandlersThrowIntoProblems) {
    server_.router.add({Method::get, "/throw/{what}", BodyKind::none, [](Request& request) -> awaitable<Response> {
                            if (request.parameters[0] == "full") throw QueueFull{"the writer"};
                            if (request.parameters[0] == "away")
                                throw Problem{Problem::unavailable}.retry_after(std::chrono::seconds{2});
                            if (request.parameters[0] == "behind") throw Problem{Problem::overloaded};
                            throw std::runtime_error{"secret detail"};
                            co_return Response::empty(204);
                        }});
    server_.start();
    const auto full = server_.answer_to(get("/throw/full"));
    EXPECT_EQ(json_of(full).at("type"), "/problems/overloaded");
    EXPECT_THAT(full, HasSubstr("retry-after: 1\r\n"));
    EXPECT_THAT(server_.answer_to(get("/throw/away")), HasSubstr("retry-after: 2\r\n"));
    EXPECT_THAT(server_.answer_to(get("/throw/behind")), HasSubstr("retry-after: 1\r\n"));

    const auto internal = server_.answer_to(get("/throw/other"));
    EXPECT_EQ(status_of(internal), "500");
    EXPECT_THAT(internal, Not(HasSubstr("secret")));
    EXPECT_THAT(log_.text(), HasSubstr("secret detail"));
    EXPECT_THAT(log_.text(), HasSubstr(std::string{json_of(internal).at("trace_id").as_string()}));
}

TEST_F(SessionTest, CarriesTheTraceOn) {
    server_.start();
    const std::string trace = "0af7651916cd43dd8448eb211c80319c";
    const auto seen = json_of(server_.answer_to(get("/echo", "traceparent: 00-" + trace + "-b7ad6b7169203331-01\r\n")));
    EXPECT_EQ(std::string{seen.at("trace_id").as_string()}, trace);
    EXPECT_THAT(std::string{seen.at("traceparent").as_string()}, StartsWith("00-" + trace + "-"));
    EXPECT_THAT(std::string{seen.at("traceparent").as_string()}, Not(HasSubstr("b7ad6b7169203331")));
}

TEST_F(SessionTest, LogsThePatternAndNeverTheQuery) {
    server_.start();
    server_.answer_to(get("/echo/R-1?password=hunter2"));
    server_.access_log.flush();
    EXPECT_THAT(log_.text(), HasSubstr(R"("method":"GET","route":"/echo/{name}","status":200)"));
    EXPECT_THAT(log_.text(), Not(HasSubstr("hunter2")));
    EXPECT_THAT(log_.text(), Not(HasSubstr("R-1")));
    EXPECT_THAT(server_.metrics.text(),
                HasSubstr(R"(resuelve_http_requests_total{method="GET",route="/echo/{name}",status="2xx"} 1)"));
}

TEST_F(SessionTest, LogsWhoWasRefused) {
    server_.router.add({.method = Method::get,
                        .pattern = "/private",
                        .handler = [](Request&) -> awaitable<Response> { co_return Response::empty(204); },
                        .admission = [](Request& request) -> awaitable<void> {
                            request.log_subject = "agent/7";
                            throw Problem{Problem::forbidden};
                            co_return;
                        }});
    server_.start();
    EXPECT_EQ(status_of(server_.answer_to(get("/private"))), "403");
    server_.access_log.flush();
    EXPECT_THAT(log_.text(), HasSubstr("agent/7"));
}

TEST_F(SessionTest, BelievesForwardingOnlyFromTrustedProxies) {
    const auto ask = [&] {
        return json_of(
            server_.answer_to(get("/echo", "X-Forwarded-For: 6.6.6.6, 203.0.113.9\r\nX-Forwarded-Proto: https\r\n")));
    };
    server_.start();
    auto seen = ask();
    EXPECT_EQ(seen.at("peer"), "127.0.0.1");
    EXPECT_EQ(seen.at("secure"), false);
    EXPECT_EQ(seen.at("direct_loopback"), false);

    server_.options.trusted_proxies = {"127.0.0.0/8"};
    server_.start();
    seen = ask();
    EXPECT_EQ(seen.at("peer"), "203.0.113.9");
    EXPECT_EQ(seen.at("secure"), true);
    EXPECT_EQ(json_of(server_.answer_to(get("/echo"))).at("direct_loopback"), false);
    EXPECT_THAT(server_.answer_to(get("/echo", "X-Forwarded-Proto: https\r\n")),
                HasSubstr("Strict-Transport-Security: max-age=31536000"));
}

TEST_F(SessionTest, AnswersOnlyForItsHosts) {
    server_.options.allowed_hosts = {"Shop.Example"};
    server_.start();
    EXPECT_EQ(
        status_of(server_.answer_to("GET /echo HTTP/1.1\r\nHost: shop.example:8080\r\nConnection: close\r\n\r\n")),
        "200");
    EXPECT_EQ(status_of(server_.answer_to(get("/echo"))), "421");
}

} // namespace
} // namespace resuelve::http
