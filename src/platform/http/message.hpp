#pragma once

#include "platform/async/awaitable.hpp"
#include "platform/time/instant.hpp"

#include <boost/asio/ip/address.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace resuelve::http {

enum class Method { get, head, post, put, patch, delete_, options };

std::string_view to_string(Method method);

/// Names in lower case, values as they came without surrounding space. Order is kept.
class Headers {
public:
    void add(std::string_view name, std::string value);
    void set(std::string_view name, std::string value);
    /// The first value; nothing if there is none. `name` in lower case.
    std::optional<std::string_view> find(std::string_view name) const;
    auto begin() const { return fields_.begin(); }
    auto end() const { return fields_.end(); }

private:
    std::vector<std::pair<std::string, std::string>> fields_;
};

/// Decoded query or form parameters, in order.
class Parameters {
public:
    Parameters() = default;
    /// Reads `a=1&b=%C3%B1`. Throws Problem::malformed for bad escapes, bad UTF-8, NUL, or more than 64 of them.
    static Parameters parse(std::string_view encoded);

    void add(std::string name, std::string value) { pairs_.emplace_back(std::move(name), std::move(value)); }
    /// The value; nothing if it is absent. Throws Problem::malformed if it is there twice.
    std::optional<std::string_view> find(std::string_view name) const;
    bool empty() const { return pairs_.empty(); }
    auto begin() const { return pairs_.begin(); }
    auto end() const { return pairs_.end(); }

private:
    std::vector<std::pair<std::string, std::string>> pairs_;
};

/// What a route's admission learnt about a request, for its handler. Kept until the answer is sent.
class Admitted {
public:
    virtual ~Admitted() = default;
};

/// A request that passed every check of framing and limits (reliability.md §3.1).
struct Request {
    Method method = Method::get;
    std::string target;                  ///< as it came, for signatures and redirects; never logged with its query
    std::vector<std::string> segments;   ///< the decoded path, split at "/"
    std::vector<std::string> parameters; ///< what stood for {…} in the route's pattern, in order
    Parameters query;
    Headers headers;
    std::string body;
    boost::asio::ip::address peer; ///< the client: behind a trusted proxy what that proxy says, else the socket's
    bool direct_loopback = false;  ///< loopback listener and peer, no trusted proxy, no forwarding header (§0.4)
    bool secure = false;           ///< came over TLS, by the word of a trusted proxy
    std::string trace_id;          ///< 32 hex digits: from traceparent, else new
    std::string traceparent;       ///< W3C trace context of this request, to carry on
    Instant received;
    std::string log_subject;            ///< who sends it, as an id without personal data; empty until that is known
    std::unique_ptr<Admitted> admitted; ///< set by the route's admission, if it has one

    std::optional<std::string_view> header(std::string_view name) const { return headers.find(name); }
    std::optional<std::string> cookie(std::string_view name) const;
    std::string path() const;
};

/// Events for one listener, until either side ends it (HTML Living Standard, server-sent events).
class EventStream {
public:
    virtual ~EventStream() = default;
    /// The next text to write: whole event blocks, or a comment as heartbeat. Nothing ends the stream.
    virtual awaitable<std::optional<std::string>> next() = 0;
    /// Called from the session when the listener is gone or the server drains; makes a waiting next() return nothing.
    virtual void close() = 0;
};

/// A file to send, whole or as one range.
struct File {
    std::filesystem::path path;
};

struct Response {
    unsigned status = 200;
    Headers headers;
    std::variant<std::string, File, std::unique_ptr<EventStream>> body;

    static Response text(unsigned status, std::string_view content_type, std::string body);
    static Response json(unsigned status, const boost::json::value& body);
    static Response empty(unsigned status);

    Response&& with(std::string_view name, std::string value) && {
        headers.set(name, std::move(value));
        return std::move(*this);
    }
};

} // namespace resuelve::http
