#pragma once

#include "domain/access/actor.hpp"
#include "domain/access/recent_map.hpp"
#include "platform/crypto/jwt.hpp"
#include "platform/crypto/sha256.hpp"

#include <cstring>
#include <expected>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace resuelve::access {

/// How long an access token lives; then the refresh token gets another.
constexpr std::chrono::minutes access_token_life{10};

struct IssuedToken {
    std::string token;
    Instant expires_at;
};

/// Signs the access tokens of one service: "customers" for customers, "employees" for employees, "intake" for whoever
/// followed a mailed link to one incident.
class TokenIssuer {
public:
    TokenIssuer(std::string_view service, const SigningKey& key);

    /// Throws std::logic_error for a role that the service has no say over.
    IssuedToken issue(const Actor& actor, Instant now) const;

private:
    std::string service_;
    SigningKey key_;
};

enum class TokenFault {
    invalid, ///< never was one of ours
    expired,
    revoked,
    for_others, ///< genuine, but none of the services here is meant
};

/// Tokens that are refused from now on: those of a person from before `time`, or all of a session.
struct Revocation {
    Uuid subject; ///< a person or, if `is_session`, a session
    bool is_session = false;
    Instant time;
};

/// Knows the actor of an access token. Remembers tokens that it has verified, since that costs some 100 µs.
/// Safe to use from several threads.
class TokenVerifier {
public:
    struct Keys {
        std::vector<PublicKey> customers; ///< of the customers service
        std::vector<PublicKey> employees; ///< of the employees service
        std::vector<PublicKey> intake{};  ///< of the intake service
    };

    /// `services`: those that this process runs ("customers", "intake" …); tokens for others are refused.
    TokenVerifier(Keys keys, std::vector<std::string> services, std::size_t remembered = 20'000);

    /// Where to look for keys that came later: asked when a token names an unknown one, at most every ten seconds. It
    /// reads a few small files on the event loop. Before the first verify().
    void look_again_in(std::function<Keys()> read) { read_keys_ = std::move(read); }

    std::expected<Actor, TokenFault> verify(std::string_view token, Instant now);

    /// Refuses tokens of the customer or employee that were issued before `not_before`: after a change of password or
    /// role, or when somebody was disabled.
    void revoke(Uuid subject, Instant not_before) { revoke_and_tell({subject, false, not_before}); }

    /// Refuses all tokens of a session that has ended.
    void revoke_session(SessionId session, Instant now) { revoke_and_tell({session.value, true, now}); }

    /// The same for what was revoked elsewhere: it is told to nobody.
    void accept(const Revocation& revocation);

    /// `tell` hears, on the revoking thread, of all that was revoked here. Before the first revocation.
    void tell_others(std::function<void(const Revocation&)> tell) { tell_others_ = std::move(tell); }

private:
    struct Verified {
        Actor actor;
        Instant issued_at; ///< to the millisecond
        Instant expires_at;
    };
    struct DigestHash {
        std::size_t operator()(const Sha256Digest& digest) const noexcept {
            std::size_t hash = 0;
            std::memcpy(&hash, digest.data(), sizeof hash);
            return hash;
        }
    };

    static std::expected<Verified, JwtFault> read(std::string_view token, const JwtRules& rules, Instant now);
    /// Whether there may be other keys than those of `used` now. Waits for a look that is under way.
    bool look_again(const std::shared_ptr<const JwtRules>& used, Instant now);
    std::shared_ptr<const JwtRules> rules() const;
    bool is_revoked(const Verified& verified) const;
    void revoke_and_tell(const Revocation& revocation);
    void forget_revocations_before(Instant now);

    std::vector<std::string> services_;
    std::function<Keys()> read_keys_;
    std::function<void(const Revocation&)> tell_others_;
    std::mutex looking_;
    mutable std::mutex mutex_;
    std::shared_ptr<const JwtRules> rules_; // shared with the requests that are being looked at
    Instant looked_at_{};
    RecentMap<Sha256Digest, Verified, DigestHash> verified_;
    std::unordered_map<Uuid, Instant> not_before_; ///< kept as long as a token from before could live
    std::unordered_map<SessionId, Instant> ended_; ///< when
};

} // namespace resuelve::access
