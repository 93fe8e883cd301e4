#pragma once

#include <boost/json/object.hpp>

#include <array>
#include <chrono>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resuelve {

/// One thing wrong with one field of a request.
struct FieldError {
    std::string field;  ///< JSON pointer into the body ("/order/line"), or the name of a parameter or header
    std::string code;   ///< "required", "too_long", "unknown" …: for programs
    std::string detail; ///< for people
};

/// An error that a caller is told, as RFC 9457 problem details. Made only from the table below.
class Problem final : public std::exception {
public:
    enum class Code {
        malformed,
        unauthenticated,
        wrong_credentials,
        session_expired,
        forbidden,
        approval_required,
        cross_site,
        not_found,
        method_not_allowed,
        request_timeout,
        conflict,
        not_allowed_in_status,
        resolution_changed,
        email_taken,
        in_progress,
        stale_version,
        too_large,
        uri_too_long,
        unsupported_media_type,
        misdirected,
        invalid,
        idempotency_key_reused,
        precondition_required,
        too_many_requests,
        headers_too_large,
        internal,
        not_implemented,
        unavailable,
        overloaded,
        storage_full,
    };
    using enum Code;

    struct Row {
        Code code;
        unsigned status;
        std::string_view name;    ///< of the page /problems/<name>, and `code` for programs
        std::string_view title;   ///< the same for every occurrence
        std::string_view meaning; ///< what to do about it, for the problem's page
    };

    /// The one table of errors. tests, /problems pages and the OpenAPI document read it too.
    static constexpr std::array<Row, 30> table{{
        {malformed, 400, "malformed", "The request cannot be read", "Send well-formed HTTP and JSON in UTF-8."},
        {unauthenticated, 401, "unauthenticated", "Sign in first", "Send a valid token or session cookie."},
        {wrong_credentials, 401, "wrong-credentials", "E-mail, password or code are not right",
         "Check them, or reset the password."},
        {session_expired, 401, "session-expired", "The session has ended", "Renew the session or sign in again."},
        {forbidden, 403, "forbidden", "Your role may not do this", "Ask somebody whose role may."},
        {approval_required, 403, "approval-required", "That is more than you may offer without approval",
         "Ask for approval: POST /api/v1/incidents/{id}/approval-request."},
        {cross_site, 403, "cross-site", "The request came from another site",
         "Changes by cookie must come from our own pages."},
        {not_found, 404, "not-found", "There is no such thing here",
         "It does not exist, or it is not yours: the answer is the same."},
        {method_not_allowed, 405, "method-not-allowed", "This address has no such method", "See the Allow header."},
        {request_timeout, 408, "request-timeout", "The request took too long to arrive", "Send it again, faster."},
        {conflict, 409, "conflict", "That contradicts what is there", "Read the current state and decide again."},
        {not_allowed_in_status, 409, "not-allowed-in-status", "Not possible in the incident's status",
         "See `current_status` and `allowed`."},
        {resolution_changed, 409, "resolution-changed", "The proposed resolution is another one now",
         "Read the incident again and decide on the resolution that it has."},
        {email_taken, 409, "email-taken", "That e-mail address has an account", "Sign in, or reset the password."},
        {in_progress, 409, "in-progress", "The same request is still being worked on", "Wait, then retry."},
        {stale_version, 412, "stale-version", "It changed since you read it", "Read it again and repeat the change."},
        {too_large, 413, "too-large", "The request is too large", "See docs/limits.md for the limits."},
        {uri_too_long, 414, "uri-too-long", "The address is too long", "At most 8 KiB."},
        {unsupported_media_type, 415, "unsupported-media-type", "That kind of content is not accepted here",
         "Send the content type that the API page names."},
        {misdirected, 421, "misdirected", "This server does not answer for that host", "Use the configured host."},
        {invalid, 422, "invalid", "Something in the request is not valid", "See `errors`: one for each field."},
        {idempotency_key_reused, 422, "idempotency-key-reused", "That key was used for another request",
         "Use a new Idempotency-Key for each new request."},
        {precondition_required, 428, "precondition-required", "Say which version you change",
         "Send If-Match with the ETag that you read."},
        {too_many_requests, 429, "too-many-requests", "Too many requests", "Wait as long as Retry-After says."},
        {headers_too_large, 431, "headers-too-large", "The headers are too large", "At most 32 KiB and 100 fields."},
        {internal, 500, "internal", "Something is wrong on our side", "Tell the administrator the trace id."},
        {not_implemented, 501, "not-implemented", "That HTTP feature is not supported",
         "Use another method or coding."},
        {unavailable, 503, "unavailable", "A part of the service is not available",
         "Retry with the same Idempotency-Key after Retry-After."},
        {overloaded, 503, "overloaded", "Too much work at once", "Retry after Retry-After."},
        {storage_full, 507, "storage-full", "There is no room left to store this", "Tell the administrator."},
    }};
    static constexpr const Row& row(Code code) { return table[static_cast<std::size_t>(code)]; }

    explicit Problem(Code code, std::string detail = {}) : code_{code}, detail_{std::move(detail)} {}
    Problem(Code code, std::string detail, std::vector<FieldError> errors) :
        code_{code}, detail_{std::move(detail)}, errors_{std::move(errors)} {}

    /// Adds a Retry-After header.
    Problem&& retry_after(std::chrono::seconds wait) &&;
    /// Adds an extension member (RFC 9457 §3.2).
    Problem&& with(std::string_view name, boost::json::value value) &&;

    Code code() const { return code_; }
    unsigned status() const { return row(code_).status; }
    const std::string& detail() const { return detail_; }
    const std::vector<FieldError>& errors() const { return errors_; }
    /// A 503 always says when to come back, as its meaning promises.
    std::optional<std::chrono::seconds> retry_after() const {
        return retry_after_ || status() != 503 ? retry_after_ : std::chrono::seconds{1};
    }
    const char* what() const noexcept override { return detail_.empty() ? row(code_).title.data() : detail_.c_str(); }

    /// The problem document, with `trace_id`.
    boost::json::object to_json(std::string_view trace_id) const;

private:
    Code code_;
    std::string detail_;
    std::vector<FieldError> errors_;
    std::optional<std::chrono::seconds> retry_after_;
    boost::json::object members_;
};

static_assert(
    [] {
        for (std::size_t i = 0; i < Problem::table.size(); ++i)
            if (static_cast<std::size_t>(Problem::table[i].code) != i) return false;
        return true;
    }(),
    "the rows of Problem::table are in the order of Problem::Code");

} // namespace resuelve
