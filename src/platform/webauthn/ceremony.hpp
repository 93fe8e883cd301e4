#pragma once

#include "platform/crypto/encoding.hpp"
#include "platform/http/web_address.hpp"
#include "platform/webauthn/challenges.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace resuelve::webauthn {

/// What a passkey may sign with, the dearest first (RFC 9053).
BOOST_DEFINE_ENUM_CLASS(Algorithm, ed25519, es256, rs256)

/// As COSE numbers it: what clients are told.
int cose_number(Algorithm algorithm);

/// Whom passkeys are made for: the place that people reach us at.
struct RelyingParty {
    std::string id;     ///< its name: "incidencias.tienda.es"
    std::string origin; ///< what browsers say pages come from: "https://incidencias.tienda.es"

    static RelyingParty at(const http::WebAddress& address) { return {address.host, address.origin}; }
};

/// The public half of a passkey, as it is stored.
struct Credential {
    Base64url id{};
    Algorithm algorithm{};
    Base64url public_key{}; ///< Ed25519: 32 bytes; P-256: x and y; RSA: modulus and exponent, as libfido2 takes it
    std::uint32_t sign_count = 0; ///< stays 0 for one that several devices share

    bool operator==(const Credential&) const = default;
};
BOOST_DESCRIBE_STRUCT(Credential, (), (id, algorithm, public_key, sign_count))

/// What `navigator.credentials.create()` gives, without an attestation: which make of device it is plays no part.
struct Creation {
    Base64url client_data{};
    Base64url authenticator_data{};
};

/// What `navigator.credentials.get()` gives.
struct Assertion {
    Base64url client_data{};
    Base64url authenticator_data{};
    Base64url signature{};
};

/// Why one is not taken. `copied`: the passkey's counter went back, so somebody has a copy of it.
BOOST_DEFINE_ENUM_CLASS(Fault, malformed, other_ceremony, other_challenge, other_origin, other_party, user_not_verified,
                        other_algorithm, wrong_signature, copied)

/// The passkey as it is now, and when the challenge was made that it answered.
struct Accepted {
    Credential credential{};
    Instant challenged_at{};
};

/// Registers a passkey (WebAuthn level 2 §7.1) that asked for a finger, a face or a PIN.
std::expected<Accepted, Fault> created(const Creation& creation, const RelyingParty& party,
                                       const Challenges& challenges, Instant now);

/// Verifies that it signed (§7.2), and asked for the same.
std::expected<Accepted, Fault> asserted(const Assertion& assertion, const Credential& credential,
                                        const RelyingParty& party, const Challenges& challenges, Instant now);

} // namespace resuelve::webauthn
