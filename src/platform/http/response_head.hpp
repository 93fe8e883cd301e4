#pragma once

#include "platform/http/message.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace resuelve::http {

/// What the session adds to an answer.
struct Delivery {
    std::string_view date; ///< as in an HTTP Date field
    bool keep_alive = true;
    bool secure = false;                 ///< adds Strict-Transport-Security
    std::optional<std::uint64_t> length; ///< Content-Length; without one the answer is chunked or has no body
    bool chunked = false;
    int version = 11; ///< of the request: 1.0 must be told that the connection stays
};

/// Appends status line and header. What every answer carries (reliability.md §3.3) is added unless the handler set it:
/// the policies, `Cache-Control: no-store`, and `Vary` for answers that depend on who asks.
void append_head(std::string& to, const Response& response, const Delivery& delivery);

/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 §5.6.7).
std::string http_date(Instant instant);

/// "Not Found" for 404.
std::string_view reason_phrase(unsigned status);

} // namespace resuelve::http
