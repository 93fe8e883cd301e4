#pragma once

#include "platform/time/instant.hpp"

#include <exception>
#include <string>

namespace resuelve::http {

/// What a request with an Idempotency-Key was answered, kept so that a retry gets the same.
struct RecordedAnswer {
    std::string key;         ///< actor, method, route and the client's key: one client's keys never meet another's
    std::string fingerprint; ///< SHA-256 of the body, hexadecimal: the same key with another body is an error
    unsigned status = 0;
    std::string location;
    std::string etag;
    std::string body;
    Instant answered_at{};
};

/// Thrown by a store's commit when the key was recorded meanwhile: the request was a concurrent retry.
class AlreadyAnswered final : public std::exception {
public:
    const char* what() const noexcept override { return "the idempotency key was used meanwhile"; }
};

} // namespace resuelve::http
