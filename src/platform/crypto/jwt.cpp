#include "platform/crypto/jwt.hpp"

#include "platform/crypto/encoding.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <rhonabwy.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <stdexcept>

namespace resuelve {
namespace {

using namespace std::chrono;

using JwtHandle = std::unique_ptr<jwt_t, decltype(&r_jwt_free)>;
using JwkHandle = std::unique_ptr<jwk_t, decltype(&r_jwk_free)>;

void start_library() {
    static const int result = r_global_init();
    if (result != RHN_OK) throw std::runtime_error{"rhonabwy cannot be initialised"};
}

void require(int result, const char* doing) {
    if (result != RHN_OK) throw std::runtime_error{std::string{"rhonabwy cannot "} + doing};
}

JwtHandle new_jwt() {
    start_library();
    jwt_t* handle = nullptr;
    require(r_jwt_init(&handle), "make a token");
    return {handle, &r_jwt_free};
}

/// RFC 8037 §2.
JwkHandle new_key(const PublicKey& key, std::optional<std::span<const std::uint8_t, 32>> seed = {}) {
    start_library();
    boost::json::object json{
        {"kty", "OKP"}, {"crv", "Ed25519"}, {"alg", "EdDSA"}, {"kid", key.id}, {"x", to_base64url(key.bytes)}};
    if (seed) json["d"] = to_base64url(*seed);
    jwk_t* handle = nullptr;
    require(r_jwk_init(&handle), "make a key");
    JwkHandle owner{handle, &r_jwk_free};
    require(r_jwk_import_from_json_str(handle, boost::json::serialize(json).c_str()), "read a key");
    return owner;
}

std::int64_t seconds_of(Instant instant) {
    return floor<seconds>(instant.time_since_epoch()).count();
}

/// One part of the token as a JSON object; nothing if it is none.
std::optional<boost::json::object> read_part(std::string_view part) {
    const auto bytes = from_base64url(part);
    if (!bytes) return std::nullopt;
    boost::system::error_code error;
    auto json = boost::json::parse({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, error);
    if (error || !json.is_object()) return std::nullopt;
    return std::move(json.get_object());
}

std::string text_of(const boost::json::object& object, std::string_view name) {
    const auto* value = object.if_contains(name);
    const auto* string = value ? value->if_string() : nullptr;
    return string ? std::string{*string} : std::string{};
}

/// A whole number of seconds since 1970, of this age of the world.
std::optional<Instant> time_of(const boost::json::object& object, std::string_view name) {
    constexpr std::int64_t year_9999 = 253'402'300'799;
    const auto* value = object.if_contains(name);
    const auto* number = value ? value->if_int64() : nullptr;
    if (!number || *number < 0 || *number > year_9999) return std::nullopt;
    return Instant{seconds{*number}};
}

std::vector<std::string> audience_of(const boost::json::object& object) {
    const auto* value = object.if_contains("aud");
    if (!value) return {};
    if (const auto* one = value->if_string()) return {std::string{*one}};
    std::vector<std::string> audience;
    if (const auto* many = value->if_array())
        for (const auto& one : *many)
            if (one.is_string()) audience.emplace_back(one.get_string());
    return audience;
}

bool header_is_ours(const boost::json::object& header, std::string_view type) {
    return header.size() == 3 && text_of(header, "alg") == "EdDSA" && text_of(header, "typ") == type &&
           !text_of(header, "kid").empty();
}

bool signature_is_right(std::string_view token, const PublicKey& key) {
    const auto jwt = new_jwt();
    return r_jwt_advanced_parsen(jwt.get(), token.data(), token.size(), R_PARSE_NONE, R_FLAG_IGNORE_REMOTE) == RHN_OK &&
           r_jwt_get_sign_alg(jwt.get()) == R_JWA_ALG_EDDSA &&
           r_jwt_verify_signature(jwt.get(), new_key(key).get(), R_FLAG_IGNORE_REMOTE) == RHN_OK;
}

/// The claims as a Jwt; nothing if a required one is missing or wrong in itself.
std::optional<Jwt> read_claims(boost::json::object claims, std::string_view type) {
    const auto issued = time_of(claims, "iat");
    const auto starts = time_of(claims, "nbf");
    const auto expires = time_of(claims, "exp");
    Jwt jwt{std::string{type}, text_of(claims, "iss"), audience_of(claims), text_of(claims, "sub"), {}, {}, {}};
    if (!issued || !starts || !expires || jwt.subject.empty() || jwt.audience.empty()) return std::nullopt;
    if (*starts != *issued || *expires <= *issued || *expires - *issued > longest_jwt_life) return std::nullopt;
    jwt.issued_at = *issued;
    jwt.expires_at = *expires;
    for (const auto* name : {"iss", "aud", "sub", "iat", "nbf", "exp"})
        claims.erase(name);
    jwt.claims = std::move(claims);
    return jwt;
}

} // namespace

std::string sign_jwt(const Jwt& jwt, const SigningKey& key) {
    if (jwt.expires_at - jwt.issued_at > longest_jwt_life) throw std::logic_error{"a token may not live that long"};
    auto claims = jwt.claims;
    claims["iss"] = jwt.issuer;
    claims["aud"] = boost::json::array(jwt.audience.begin(), jwt.audience.end());
    claims["sub"] = jwt.subject;
    claims["iat"] = claims["nbf"] = seconds_of(jwt.issued_at);
    claims["exp"] = seconds_of(jwt.expires_at);
    const boost::json::object header{{"alg", "EdDSA"}, {"kid", key.id()}, {"typ", jwt.type}};

    const auto token = new_jwt();
    require(r_jwt_set_full_header_json_str(token.get(), boost::json::serialize(header).c_str()), "set a header");
    require(r_jwt_set_full_claims_json_str(token.get(), boost::json::serialize(claims).c_str()), "set claims");
    require(r_jwt_set_sign_alg(token.get(), R_JWA_ALG_EDDSA), "choose EdDSA");
    const std::unique_ptr<char, decltype(&r_free)> text{
        r_jwt_serialize_signed(token.get(), new_key(key.public_key(), key.seed()).get(), R_FLAG_IGNORE_REMOTE),
        &r_free};
    if (!text) throw std::runtime_error{"rhonabwy cannot sign a token"};
    return text.get();
}

std::expected<Jwt, JwtFault> verify_jwt(std::string_view token, const JwtRules& rules, Instant now) {
    const auto fault = [](JwtFault what) { return std::unexpected{what}; };
    if (token.size() > longest_jwt || std::ranges::count(token, '.') != 2) return fault(JwtFault::malformed);
    const auto first = token.find('.');
    const auto second = token.rfind('.');
    const auto header = read_part(token.substr(0, first));
    auto claims = read_part(token.substr(first + 1, second - first - 1));
    if (!header || !claims || !from_base64url(token.substr(second + 1))) return fault(JwtFault::malformed);
    if (!header_is_ours(*header, rules.type)) return fault(JwtFault::header);

    const auto kid = text_of(*header, "kid");
    const TrustedIssuer* issuer = nullptr;
    const PublicKey* key = nullptr;
    for (const auto& candidate : rules.issuers)
        for (const auto& known : candidate.keys)
            if (known.id == kid) issuer = &candidate, key = &known;
    if (!key) return fault(JwtFault::unknown_key);
    if (!signature_is_right(token, *key)) return fault(JwtFault::signature);

    auto jwt = read_claims(std::move(*claims), rules.type);
    if (!jwt) return fault(JwtFault::claims);
    if (jwt->issuer != issuer->name) return fault(JwtFault::issuer);
    if (jwt->issued_at > now + jwt_leeway) return fault(JwtFault::not_yet_valid);
    if (jwt->expires_at + jwt_leeway <= now) return fault(JwtFault::expired);
    if (std::ranges::find_first_of(jwt->audience, rules.audiences) == jwt->audience.end())
        return fault(JwtFault::audience);
    return std::move(*jwt);
}

} // namespace resuelve
