#pragma once

#include "domain/access/audit_record.hpp"
#include "domain/events/event.hpp"
#include "platform/async/awaitable.hpp"
#include "platform/crypto/sha256.hpp"
#include "platform/http/idempotency.hpp"

#include <boost/asio/ip/address.hpp>

#include <chrono>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resuelve::access {

using ApiTokenId = Id<struct ApiTokenTag>;

constexpr std::chrono::days longest_api_token_life{366};

/// A program's lasting credentials. The token itself is shown once and never stored.
struct ApiToken {
    ApiTokenId id{};
    std::string name; ///< what it is for
    Sha256Digest digest{};
    std::vector<std::string> scopes; ///< of the permission table
    std::vector<std::string> ranges; ///< "203.0.113.0/24": where it may come from; empty: anywhere
    EmployeeId created_by{};
    Instant created_at{};
    Instant expires_at{}; ///< at most longest_api_token_life after created_at
    std::optional<Instant> last_used_at;
    std::optional<Instant> revoked_at;

    bool operator==(const ApiToken&) const = default;
};

/// "rsv_", 256 random bits and a checksum, 53 characters: scanners find it in leaks, and a mistyped one costs no
/// look-up.
std::string make_api_token(Random& random);

/// Whether it begins like one, right or not: whose rules for credentials apply.
bool is_meant_as_api_token(std::string_view text);

/// What to look up; nothing if the shape or the checksum is wrong.
std::optional<Sha256Digest> api_token_digest(std::string_view text);

/// The actor that a stored token stands for; nothing if it is expired, revoked, or comes from elsewhere.
std::optional<Actor> actor_of(const ApiToken& token, const boost::asio::ip::address& from, Instant now);

/// Whether a scope is one of the permission table's.
bool is_scope(std::string_view scope);

/// Whether "203.0.113.0/24" or "2001:db8::/32" is well-formed.
bool is_address_range(std::string_view range);

/// Keeps API tokens. What is audited and told of a change is stored in its transaction. Every adapter passes
/// tests/contract/api_token_store_contract.hpp.
class ApiTokenStore {
public:
    virtual ~ApiTokenStore() = default;

    /// A token that was revoked stays so, whatever comes late. `answer`: what a repeated request will get; throws
    /// http::AlreadyAnswered if its key was used meanwhile, and stores nothing then.
    virtual awaitable<void> put(ApiToken token, std::vector<AuditRecord> audit = {},
                                std::vector<events::Event> events = {},
                                std::optional<http::RecordedAnswer> answer = {}) = 0;
    /// Answers recorded for idempotency keys, kept as long as the others of the same database.
    virtual awaitable<std::optional<http::RecordedAnswer>> recorded_answer(std::string key) = 0;
    /// By the SHA-256 of the token as it was shown.
    virtual awaitable<std::optional<ApiToken>> find(Sha256Digest digest) = 0;
    virtual awaitable<std::vector<ApiToken>> list() = 0;
    /// Says whether there was one to revoke; only then the audit and the events are stored.
    virtual awaitable<bool> revoke(ApiTokenId id, Instant now, std::vector<AuditRecord> audit = {},
                                   std::vector<events::Event> events = {}) = 0;
    /// Notes the last use. Callers do so at most once a minute for each token.
    virtual awaitable<void> used(ApiTokenId id, Instant now) = 0;
};

} // namespace resuelve::access
