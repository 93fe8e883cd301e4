#pragma once

#include "domain/incidents/incident_store.hpp"
#include "services/api/incident_response.hpp"

#include <optional>
#include <string>

namespace resuelve::api {

/// The Idempotency-Key of a request, if it has one (draft-ietf-httpapi-idempotency-key-header). It counts for one
/// sender, method and path only. `sender` stands in where there is no session, e.g. a claim's e-mail address.
class IdempotencyKey {
public:
    /// Throws Problem::invalid unless the header is 1 to 255 visible ASCII characters. `secret` is for bodies with
    /// passwords: without it nobody can try guesses against the stored fingerprint.
    static IdempotencyKey of(const Request& request, std::string_view sender = {},
                             std::span<const std::uint8_t> secret = {});

    bool given() const { return !key_.empty(); }

    /// What the request was answered before; nothing if it is new.
    /// Throws Problem::idempotency_key_reused if the key came with another body.
    template <class Store>
    awaitable<std::optional<Response>> replay(Store& store) const {
        if (!given()) co_return std::nullopt;
        co_return answer_again(co_await store.recorded_answer(key_));
    }

    /// The key of one of several changes of the request, each of which is stored by itself; none without a key.
    IdempotencyKey of_part(std::string_view part) const;

    /// What to store together with the changes; nothing without a key.
    std::optional<http::RecordedAnswer> record(const Answer& answer, Instant now) const;

    /// The same for the same sender, method, path and key: for ids that are made from it.
    const std::string& value() const { return key_; }

private:
    std::optional<Response> answer_again(const std::optional<http::RecordedAnswer>& recorded) const;

    std::string key_; ///< hexadecimal, so that no sender's characters mix with another's
    std::string fingerprint_;
};

} // namespace resuelve::api
