#include "platform/http/a_server.hpp"

namespace resuelve::http {

namespace {

/// Tells what the handler was given.
awaitable<Response> echo(Request& request) {
    boost::json::object headers;
    for (const auto& [name, value] : request.headers)
        headers[name] = value;
    boost::json::object query;
    for (const auto& [name, value] : request.query)
        query[name] = value;
    boost::json::array parameters;
    for (const auto& parameter : request.parameters)
        parameters.emplace_back(parameter);
    co_return Response::json(200, boost::json::object{{"method", to_string(request.method)},
                                                      {"path", request.path()},
                                                      {"parameters", parameters},
                                                      {"query", query},
                                                      {"headers", headers},
                                                      {"body", request.body},
                                                      {"peer", request.peer.to_string()},
                                                      {"direct_loopback", request.direct_loopback},
                                                      {"secure", request.secure},
                                                      {"trace_id", request.trace_id},
                                                      {"traceparent", request.traceparent}});
}

} // namespace

AServer::AServer() : clock{*parse_rfc3339("2026-11-24T15:30:00Z")} {
    options.threads = 2;
    options.limits.sweep_interval = std::chrono::milliseconds{5};
    router.add({Method::get, "/echo", BodyKind::none, echo});
    router.add({Method::get, "/echo/{name}", BodyKind::none, echo});
    router.add({Method::post, "/echo", BodyKind::json, echo});
    router.add({Method::delete_, "/echo", BodyKind::none, echo});
    router.add({Method::post, "/form", BodyKind::form, echo});
    router.add({Method::post, "/upload", BodyKind::upload, echo});
}

AServer& AServer::start() {
    server_ = std::make_unique<Server>(options, router, access_log, metrics, clock, random_);
    server_->start();
    return *this;
}

std::string get(std::string_view target, std::string_view headers) {
    return fmt::format("GET {} HTTP/1.1\r\nHost: localhost\r\n{}Connection: close\r\n\r\n", target, headers);
}

std::string post(std::string_view body, std::string_view target) {
    return fmt::format("POST {} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\n"
                       "Connection: close\r\n\r\n{}",
                       target, body.size(), body);
}

std::string status_of(std::string_view answer) {
    return std::string{answer.starts_with("HTTP/1.1 ") ? answer.substr(9, 3) : answer};
}

std::string body_of(std::string_view answer) {
    const auto end = answer.find("\r\n\r\n");
    return std::string{end == std::string_view::npos ? std::string_view{} : answer.substr(end + 4)};
}

} // namespace resuelve::http
