#include "platform/crypto/encoding.hpp"
#include "platform/crypto/jwt.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>
#include <sodium.h>

namespace resuelve {
namespace {

using namespace std::chrono_literals;

const Key customers_key{"customers-1", {1, 2, 3}};
const Key employees_key{"employees-1", {4, 5, 6}};
const SigningKey customers{customers_key};
const SigningKey employees{employees_key};
const Instant now{1'790'000'000s};

JwtRules rules() {
    return {"access+jwt",
            {{"/resuelve/customers", {customers.public_key()}}, {"/resuelve/employees", {employees.public_key()}}},
            {"intake", "resolution"}};
}

Jwt a_jwt() {
    return {"access+jwt", "/resuelve/customers", {"customers", "intake"}, "ana",
            now,          now + 10min,           {{"role", "customer"}}};
}

/// A token of any header and claims, signed as it should be by whoever has the key.
std::string forged(const boost::json::value& head, const boost::json::value& body, const SigningKey& key = customers) {
    const auto input = to_base64url(boost::json::serialize(head)) + "." + to_base64url(boost::json::serialize(body));
    return input + "." + to_base64url(key.sign(input));
}

boost::json::object good_header() {
    return {{"alg", "EdDSA"}, {"kid", "customers-1"}, {"typ", "access+jwt"}};
}

boost::json::object good_claims() {
    return {{"iss", "/resuelve/customers"}, {"aud", {"intake"}},    {"sub", "ana"},
            {"iat", 1'790'000'000},         {"nbf", 1'790'000'000}, {"exp", 1'790'000'600}};
}

template <class Object>
boost::json::object with(Object object, std::string_view name, boost::json::value value) {
    object[name] = std::move(value);
    return object;
}

boost::json::object without(boost::json::object object, std::string_view name) {
    object.erase(name);
    return object;
}

/// The fault; nothing if the token is accepted.
std::optional<JwtFault> fault(std::string_view token, Instant at = now) {
    const auto jwt = verify_jwt(token, rules(), at);
    return jwt ? std::nullopt : std::optional{jwt.error()};
}

using enum JwtFault;

TEST(Jwt, SaysAfterVerifyingWhatWasSigned) {
    const auto token = sign_jwt(a_jwt(), customers);
    const auto jwt = verify_jwt(token, rules(), now);
    ASSERT_TRUE(jwt) << static_cast<int>(jwt.error());
    EXPECT_EQ(jwt->subject, "ana");
    EXPECT_EQ(jwt->issuer, "/resuelve/customers");
    EXPECT_EQ(jwt->expires_at, now + 10min);
    EXPECT_EQ(jwt->claims, (boost::json::object{{"role", "customer"}}));
}

TEST(Jwt, IsWhatRfc8037Describes) {
    EXPECT_EQ(fault(forged(good_header(), good_claims())), std::nullopt);
    const auto token = sign_jwt(a_jwt(), customers);
    const auto dot = token.rfind('.');
    EXPECT_TRUE(verifies(customers.public_key(), *from_base64url(token.substr(dot + 1)), token.substr(0, dot)));
}

TEST(Jwt, WithAnyOtherAlgorithmIsRefused) {
    for (const auto* alg : {"none", "None", "", "HS256", "HS512", "RS256", "ES256", "PS256", "eddsa", "ES256K"})
        EXPECT_EQ(fault(forged(with(good_header(), "alg", alg), good_claims())), header) << alg;
    EXPECT_EQ(fault(forged(without(good_header(), "alg"), good_claims())), header);
    EXPECT_EQ(fault(forged(with(good_header(), "alg", boost::json::array{"EdDSA"}), good_claims())), header);
    const auto unsigned_token = to_base64url(boost::json::serialize(with(good_header(), "alg", "none"))) + "." +
                                to_base64url(boost::json::serialize(good_claims())) + ".";
    EXPECT_EQ(fault(unsigned_token), header);
}

TEST(Jwt, SignedWithThePublicKeyAsAnHmacSecretIsRefused) {
    const auto input = to_base64url(boost::json::serialize(with(good_header(), "alg", "HS256"))) + "." +
                       to_base64url(boost::json::serialize(good_claims()));
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac;
    crypto_auth_hmacsha256(mac.data(), reinterpret_cast<const unsigned char*>(input.data()), input.size(),
                           customers.public_key().bytes.data());
    EXPECT_EQ(fault(input + "." + to_base64url(mac)), header);
}

TEST(Jwt, ThatBringsOrNamesItsOwnKeyIsRefused) {
    const SigningKey own{{"customers-1", {9, 9, 9}}};
    const boost::json::object jwk{{"kty", "OKP"}, {"crv", "Ed25519"}, {"x", to_base64url(own.public_key().bytes)}};
    EXPECT_EQ(fault(forged(with(good_header(), "jwk", jwk), good_claims(), own)), header);
    EXPECT_EQ(fault(forged(with(good_header(), "jku", "http://127.0.0.1/keys"), good_claims(), own)), header);
    EXPECT_EQ(fault(forged(with(good_header(), "x5u", "http://127.0.0.1/keys"), good_claims(), own)), header);
    EXPECT_EQ(fault(forged(with(good_header(), "x5c", boost::json::array{"AA"}), good_claims(), own)), header);
    EXPECT_EQ(fault(forged(with(good_header(), "crit", boost::json::array{"exp"}), good_claims())), header);
    EXPECT_EQ(fault(forged(good_header(), good_claims(), own)), signature);
}

TEST(Jwt, OfAnUnknownKeyIsRefused) {
    EXPECT_EQ(fault(forged(with(good_header(), "kid", "customers-2"), good_claims())), unknown_key);
    EXPECT_EQ(fault(forged(with(good_header(), "kid", "../keys"), good_claims())), unknown_key);
    EXPECT_EQ(fault(forged(with(good_header(), "kid", ""), good_claims())), header);
    EXPECT_EQ(fault(forged(with(good_header(), "kid", nullptr), good_claims())), header);
}

TEST(Jwt, OfOneIssuerDoesNotSpeakForAnother) {
    EXPECT_EQ(fault(forged(good_header(), with(good_claims(), "iss", "/resuelve/employees"))), issuer);
    EXPECT_EQ(fault(forged(with(good_header(), "kid", "employees-1"), good_claims(), customers)), signature);
    EXPECT_EQ(fault(forged(with(good_header(), "kid", "employees-1"), good_claims(), employees)), issuer);
}

TEST(Jwt, OfAnotherKindOrForAnotherServiceIsRefused) {
    EXPECT_EQ(fault(forged(with(good_header(), "typ", "JWT"), good_claims())), header);
    EXPECT_EQ(fault(forged(without(good_header(), "typ"), good_claims())), header);
    const auto for_others = forged(good_header(), with(good_claims(), "aud", "customers"));
    EXPECT_EQ(fault(for_others), audience);
    EXPECT_EQ(fault(for_others, now + 11min), expired) << "said of a token that is right in everything else";
    EXPECT_EQ(fault(forged(good_header(), with(good_claims(), "aud", "intake"))), std::nullopt);
    EXPECT_EQ(fault(forged(good_header(), with(good_claims(), "aud", boost::json::array{1}))), claims);
}

TEST(Jwt, LivesBetweenItsTimesAndAMinuteOfLeeway) {
    const auto token = sign_jwt(a_jwt(), customers);
    EXPECT_EQ(fault(token, now + 10min + 59s), std::nullopt);
    EXPECT_EQ(fault(token, now + 10min + 60s), expired);
    EXPECT_EQ(fault(token, now - 60s), std::nullopt);
    EXPECT_EQ(fault(token, now - 61s), not_yet_valid);
}

TEST(Jwt, LivesTenMinutesAtMost) {
    EXPECT_EQ(fault(forged(good_header(), with(good_claims(), "exp", 1'790'000'601))), claims);
    EXPECT_EQ(fault(forged(good_header(), with(good_claims(), "exp", 1'790'000'000))), claims);
    EXPECT_EQ(fault(forged(good_header(), with(good_claims(), "exp", 1e300))), claims);
    auto endless = a_jwt();
    endless.expires_at = now + 10min + 1s;
    EXPECT_THROW(sign_jwt(endless, customers), std::logic_error);
}

TEST(Jwt, NeedsEveryClaimInItsType) {
    for (const auto* name : {"aud", "sub", "iat", "nbf", "exp"}) {
        EXPECT_EQ(fault(forged(good_header(), without(good_claims(), name))), claims) << name;
        EXPECT_EQ(fault(forged(good_header(), with(good_claims(), name, true))), claims) << name;
    }
    EXPECT_EQ(fault(forged(good_header(), without(good_claims(), "iss"))), issuer);
}

TEST(Jwt, ChangedInAnyByteIsRefused) {
    const auto token = sign_jwt(a_jwt(), customers);
    for (std::size_t i = 0; i < token.size(); ++i) {
        auto changed = token;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_NE(fault(changed), std::nullopt) << i;
    }
}

TEST(Jwt, ThatIsNoneIsRefused) {
    const auto token = sign_jwt(a_jwt(), customers);
    for (const auto& text : {std::string{}, std::string{"."}, std::string{".."}, std::string{"a.b.c"}, token + ".",
                             token + "=", " " + token, token.substr(0, token.rfind('.')), "." + token,
                             std::string(5000, 'a'), std::string(2, '.') + std::string(5000, 'a')})
        EXPECT_EQ(fault(text), malformed) << text;
    EXPECT_EQ(fault(forged(boost::json::array{1}, good_claims())), malformed);
    EXPECT_EQ(fault(forged(good_header(), "ana")), malformed);
}

} // namespace
} // namespace resuelve
