#pragma once

#include "app/stores.hpp"
#include "domain/access/throttle.hpp"
#include "domain/access/token.hpp"
#include "platform/crypto/key_ring.hpp"
#include "platform/crypto/password_hasher.hpp"
#include "platform/crypto/sealed_box.hpp"
#include "services/api/authentication.hpp"
#include "services/api/sessions.hpp"

namespace resuelve::app {

/// What knows who people are: keys, tokens, sessions, passwords. The parts outlive it.
struct Identity {
    Identity(const DataDirectory& directory, Stores& stores, const Clock& clock, Random& random);

    KeyRing customer_keys; ///< sign customers' tokens
    KeyRing employee_keys; ///< sign employees' tokens
    KeyRing session_keys;  ///< derive refresh tokens
    KeyRing receipt_keys;  ///< sign receipts
    KeyRing factor_keys;   ///< seal the seeds of second factors
    SealedBox factor_box;

    PasswordHasher hasher;
    access::SignInThrottle customer_throttle;
    access::SignInThrottle employee_throttle;

    access::TokenIssuer customer_tokens;
    access::TokenIssuer employee_tokens;
    access::TokenVerifier verifier;

    api::Sessions customer_sessions;
    api::Sessions employee_sessions;
    api::TokenAuthenticator authenticator;
};

} // namespace resuelve::app
