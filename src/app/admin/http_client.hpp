#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace resuelve::app {

struct HttpAnswer {
    long status = 0;
    std::string body;
};

/// Talks to a running server, over http or https, one request after another on a kept connection.
class HttpClient {
public:
    /// `base_url`: "http://127.0.0.1:8080". `bearer` may be empty.
    HttpClient(std::string base_url, std::string bearer);

    void set_bearer(std::string bearer) { bearer_ = std::move(bearer); }

    /// Throws std::runtime_error if there is no answer within 30 s.
    HttpAnswer post(std::string_view path, const std::string& json, const std::string& idempotency_key = {});

private:
    std::string base_url_;
    std::string bearer_;
    std::unique_ptr<void, void (*)(void*)> curl_;
};

} // namespace resuelve::app
