#pragma once

#include "platform/crypto/signature.hpp"
#include "platform/time/instant.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace resuelve {

/// What a signed token says (RFC 7519). Times are whole seconds.
struct Jwt {
    std::string type; ///< the header's typ, so that one kind of token never passes for another (RFC 8725 §3.11)
    std::string issuer;
    std::vector<std::string> audience;
    std::string subject;
    Instant issued_at{};
    Instant expires_at{};
    boost::json::object claims; ///< all others
};

/// No token may live longer.
constexpr std::chrono::minutes longest_jwt_life{10};
/// How far the clocks of two of our machines may be apart.
constexpr std::chrono::seconds jwt_leeway{60};
/// In bytes; longer ones are refused unread.
constexpr std::size_t longest_jwt = 4096;

/// Signs with EdDSA; the key's id becomes `kid`. Throws std::logic_error if it would live longer than allowed.
std::string sign_jwt(const Jwt& jwt, const SigningKey& key);

struct TrustedIssuer {
    std::string name;
    std::vector<PublicKey> keys;
};

struct JwtRules {
    std::string type;
    std::vector<TrustedIssuer> issuers;
    std::vector<std::string> audiences; ///< the token must be for one of these
};

enum class JwtFault {
    malformed,   ///< not three parts of base64url with JSON, or too long
    header,      ///< anything but alg, kid and typ, another alg than EdDSA, another typ
    unknown_key, ///< a kid that is none of ours
    signature,
    claims, ///< one is missing or of the wrong type, or it lives too long
    issuer, ///< signed by one issuer in the name of another
    not_yet_valid,
    expired,
    audience, ///< right in everything else, but for others
};

/// Checks everything: the header before anything else is looked at, then the signature, then the claims
/// (reliability.md §3.4). Never reads a key from the token nor fetches one.
std::expected<Jwt, JwtFault> verify_jwt(std::string_view token, const JwtRules& rules, Instant now);

} // namespace resuelve
