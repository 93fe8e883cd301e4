#include "adapters/mongodb/error.hpp"

#include "platform/http/problem.hpp"

#include <mongoc/mongoc.h>

#include <algorithm>
#include <array>

namespace resuelve::mongodb {
namespace {

using Kind = Error::Kind;

/// The server's error codes (mongo's error_codes.yml).
namespace code {
constexpr int unauthorized = 13;
constexpr int authentication_failed = 18;
constexpr int max_time_expired = 50;
constexpr int write_concern_failed = 64;
constexpr int write_conflict = 112;
constexpr int no_such_transaction = 251;
constexpr int out_of_disk_space = 14031;
/// Not primary, shutting down, stepping down, network: what the specification of retryable writes lists.
constexpr std::array retryable{6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436};
} // namespace code

bool is_of(const bson_t* reply, const char* label) {
    return reply && mongoc_error_has_label(reply, label);
}

Kind kind_of_server_code(int number) {
    switch (number) {
    case MONGOC_ERROR_DUPLICATE_KEY:
        return Kind::duplicate_key;
    case code::max_time_expired:
        return Kind::time_out;
    case code::write_conflict:
    case code::no_such_transaction:
        return Kind::conflict;
    case code::write_concern_failed:
        return Kind::unknown_commit;
    case code::out_of_disk_space:
        return Kind::full;
    case code::unauthorized:
    case code::authentication_failed:
        return Kind::refused;
    default:
        return std::ranges::find(code::retryable, number) != code::retryable.end() ? Kind::interrupted : Kind::other;
    }
}

Kind kind_of(const bson_error_t& error, const bson_t* reply) {
    const auto number = static_cast<int>(error.code);
    if (is_of(reply, "UnknownTransactionCommitResult")) return Kind::unknown_commit;
    if (error.domain == MONGOC_ERROR_SERVER_SELECTION) return Kind::unreachable;
    if (error.domain == MONGOC_ERROR_CLIENT && number == MONGOC_ERROR_CLIENT_AUTHENTICATE) return Kind::refused;
    if (is_of(reply, "TransientTransactionError")) return Kind::conflict;
    if (error.domain == MONGOC_ERROR_STREAM || is_of(reply, "RetryableWriteError")) return Kind::interrupted;
    // Not majority-committed (yet), for whatever reason: the same write asked again waits for it.
    if (error.domain == MONGOC_ERROR_WRITE_CONCERN) return Kind::unknown_commit;
    return kind_of_server_code(number);
}

Problem unavailable(std::string_view words) {
    return Problem{Problem::unavailable, std::string{words}}.retry_after(std::chrono::seconds{2});
}

Problem problem_of(const Error& error) {
    switch (error.kind()) {
    case Kind::unreachable:
        return unavailable("The database is not available.");
    case Kind::interrupted:
    case Kind::unknown_commit:
        return unavailable("The database did not confirm: it may or may not be done.");
    case Kind::conflict:
        return unavailable("Too many change the same at once.");
    case Kind::time_out:
        return Problem{Problem::overloaded, "The database took too long."}.retry_after(std::chrono::seconds{2});
    case Kind::full:
        return Problem{Problem::storage_full};
    case Kind::refused:
        return unavailable("The database refuses this service.");
    case Kind::duplicate_key:
    case Kind::other:
        break;
    }
    throw error; // a bug: 500, with its words in the log
}

} // namespace

Error::Error(Kind kind, int number, std::string message) : kind_{kind}, code_{number}, message_{std::move(message)} {}

Error::Error(const bson_error_t& error, const bson_t* reply) :
    kind_{kind_of(error, reply)}, code_{static_cast<int>(error.code)},
    silence_{error.domain == MONGOC_ERROR_STREAM || error.domain == MONGOC_ERROR_SERVER_SELECTION},
    message_{error.message} {}

Error::Error(View write_error) :
    kind_{kind_of_server_code(static_cast<int>(write_error["code"].integer()))},
    code_{static_cast<int>(write_error["code"].integer())},
    message_{write_error["errmsg"].optional_text().value_or("")} {}

std::string_view Error::duplicate_index() const {
    // "E11000 duplicate key error collection: shop.customers index: customers_by_email dup key: { … }"
    constexpr std::string_view before = " index: ";
    const std::string_view message{message_};
    const auto start = message.find(before);
    if (!is_duplicate_key() || start == std::string_view::npos) return {};
    const auto name = message.substr(start + before.size());
    return name.substr(0, name.find(' '));
}

std::exception_ptr as_problem(std::exception_ptr error) {
    try {
        std::rethrow_exception(error);
    } catch (const Error& fault) {
        try {
            return std::make_exception_ptr(problem_of(fault));
        } catch (const Error&) {
            return error;
        }
    } catch (...) {
        return error;
    }
}

} // namespace resuelve::mongodb
