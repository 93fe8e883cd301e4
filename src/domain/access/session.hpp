#pragma once

#include "domain/access/audit_record.hpp"
#include "platform/async/awaitable.hpp"
#include "platform/crypto/key_ring.hpp"
#include "platform/crypto/sha256.hpp"

#include <boost/describe/enum.hpp>

#include <chrono>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace resuelve::access {

BOOST_DEFINE_ENUM_CLASS(SessionKind, customer, employee)

/// How long a session lives (reliability.md §3.4).
struct SessionLife {
    std::chrono::seconds idle;     ///< since its token was last renewed
    std::chrono::seconds absolute; ///< since the sign-in
};

constexpr SessionLife life_of(SessionKind kind) {
    using namespace std::chrono_literals;
    return kind == SessionKind::employee ? SessionLife{1h, 12h} : SessionLife{24h * 7, 24h * 30};
}

/// How long the token before the newest still answers, with the same newest: for an answer that was lost.
constexpr std::chrono::seconds refresh_grace{10};

/// What began with one sign-in: a family of refresh tokens, of which only the newest is good.
struct Session {
    SessionId id{};
    SessionKind kind{};
    Uuid subject{};                           ///< a CustomerId or EmployeeId
    Sha256Digest token{};                     ///< of the newest refresh token
    std::optional<Sha256Digest> token_before; ///< of the one that it replaced
    Instant signed_in_at{};
    Instant renewed_at{};
    std::optional<Instant> ended_at;
    std::optional<IncidentId> only_incident; ///< from a mailed link: see Actor
    std::string device;                      ///< for the list of own sessions: "Firefox on Linux"; may be empty

    bool operator==(const Session&) const = default;

    /// When it ends if nobody renews it.
    Instant expires_at() const;
    bool alive(Instant now) const { return !ended_at && now < expires_at(); }
};

/// A refresh token: the session's id and 256 bits, 64 characters of base64url. Only its digest is stored.
struct RefreshToken {
    SessionId session{};
    std::array<std::uint8_t, 32> secret{};

    std::string to_string() const;
    Sha256Digest digest() const;
    /// Nothing if it is not 64 characters of base64url.
    static std::optional<RefreshToken> parse(std::string_view text);
};

struct StartedSession {
    Session session; ///< to store
    std::string refresh_token;
};

/// A sign-in. Fields of `Session` that are not here are for the caller to set before storing it.
StartedSession start_session(SessionKind kind, Uuid subject, Instant now, Random& random);

struct RenewedSession {
    Session session; ///< to store with SessionStore::replace, if `changed`
    std::string refresh_token;
    bool changed; ///< false: the same answer again, within the grace
};

enum class SessionFault {
    expired, ///< idle or old, or ended
    unknown, ///< a token that the session never had or has no more: end the session, somebody else holds a copy
};

/// Exchanges a refresh token for the next one. That is derived from the old one under a key of the ring "sessions"
/// (HMAC-SHA-256), so that asking twice gives the same and still no plaintext is stored.
std::expected<RenewedSession, SessionFault> renew(const Session& session, const RefreshToken& token, Instant now,
                                                  const KeyRing& keys);

/// Keeps sessions. What is audited of a change is stored in its transaction. Every adapter passes
/// tests/contract/session_store_contract.hpp.
class SessionStore {
public:
    virtual ~SessionStore() = default;

    virtual awaitable<void> put(Session session, std::vector<AuditRecord> audit = {}) = 0;
    virtual awaitable<std::optional<Session>> find(SessionId id) = 0;
    /// Stores the renewed session if its newest token is still `before` and it has not ended; says whether it was so.
    /// If not, read the session and renew it again: a concurrent request was first.
    virtual awaitable<bool> replace(Session session, Sha256Digest before) = 0;
    /// Ends one session; no session changes if it has ended or never was. The audit is kept either way.
    virtual awaitable<void> end(SessionId id, Instant now, std::vector<AuditRecord> audit = {}) = 0;
    /// Ends all sessions of a customer or employee but `except`.
    virtual awaitable<void> end_all(Uuid subject, std::optional<SessionId> except, Instant now) = 0;
    /// Those that are alive, newest sign-in first.
    virtual awaitable<std::vector<Session>> list(Uuid subject, Instant now) = 0;
    /// Removes what ended or expired before `before`; says how many.
    virtual awaitable<std::size_t> remove_old(Instant before) = 0;
};

} // namespace resuelve::access
