#pragma once

#include "domain/access/session.hpp"
#include "domain/access/token.hpp"
#include "platform/crypto/key_ring.hpp"
#include "platform/time/clock.hpp"
#include "services/api/request.hpp"

#include <boost/json/value.hpp>

namespace resuelve::api {

/// A session and the refresh token that was just made for it.
struct FreshSession {
    access::Session session;
    std::string refresh_token;
};

/// The sessions of one service: signing in, renewing, listing, ending, and what browsers are told of it. Which person a
/// session is of, and what they may, is for the service to know.
class Sessions {
public:
    /// All outlive it.
    struct Parts {
        access::SessionKind kind;
        access::SessionStore& store;
        const KeyRing& keys; ///< the ring "sessions"
        const access::TokenIssuer& issuer;
        access::TokenVerifier& verifier;
        const Clock& clock;
        Random& random;
    };

    explicit Sessions(Parts parts) : parts_{parts} {}

    /// A new sign-in, audited with the way that it went: "password".
    awaitable<FreshSession> start(access::Actor person, const Request& request, std::string way);

    /// Exchanges the refresh token of the body ("refresh_token") or of the cookie for the next one. A token that was
    /// used before ends the session, since somebody else holds a copy. Throws Problem::session_expired; Problem::
    /// cross_site for a cookie from another site.
    awaitable<FreshSession> renew(const Request& request);

    /// 200 {token, expires_at, refresh_token, <member>: person} and both cookies. Browsers get the refresh token in
    /// its cookie alone, where no script reads it. `actor` need not have its session filled in.
    Response signed_in(const Request& request, const FreshSession& fresh, access::Actor actor, std::string_view member,
                       boost::json::value person) const;

    /// Whether the browser has signed in to the account before: a cookie says so, under our key.
    bool is_known_device(const Request& request, std::string_view account) const;
    void remember_device(const Request& request, std::string_view account, Response& response) const;

    /// 204, the session ended and the cookies forgotten.
    awaitable<Response> sign_out(const Request& request);
    /// 200 {items: [{id, device, signed_in_at, last_used_at, expires_at, current}], next_cursor: null}.
    awaitable<Response> list(const Request& request);
    /// 204; Problem::not_found for a session that is not the sender's. The id is the path's first parameter.
    awaitable<Response> end_one(const Request& request);
    /// The same for an administrator, of somebody else.
    awaitable<Response> list_of(Uuid subject, const Request& request);
    awaitable<Response> end_one_of(Uuid subject, std::string_view id, const Request& request);

    /// Ends all sessions of a person but `except`; their tokens are refused from now on.
    awaitable<void> end_all(Uuid subject, std::optional<SessionId> except);
    /// So do those issued before of a person whose rights changed.
    void refuse_old_tokens(Uuid subject) { parts_.verifier.revoke(subject, parts_.clock.now()); }

private:
    awaitable<void> end(SessionId id, access::AuditRecord audit);

    Parts parts_;
};

/// Throws Problem::forbidden unless the sender signed in within the last five minutes: for acts that a stolen session
/// must not be enough for (reliability.md §3.4).
void want_recent_sign_in(const Request& request, Instant now);
inline constexpr std::chrono::minutes recent_sign_in{5};

} // namespace resuelve::api
