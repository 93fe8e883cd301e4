#include "platform/webauthn/ceremony.hpp"

#include "platform/crypto/sha256.hpp"
#include "platform/http/problem.hpp"
#include "platform/json/enum_names.hpp"
#include "platform/json/parse.hpp"

#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <fido/rs256.h>

#include <algorithm>
#include <memory>

namespace resuelve::webauthn {
namespace {

/// Owns what libfido2 makes; its functions for freeing take the address of the pointer.
template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* made) const {
        Free(&made);
    }
};
using Made = std::unique_ptr<fido_cred_t, Freed<fido_cred_free>>;
using Signed = std::unique_ptr<fido_assert_t, Freed<fido_assert_free>>;
using Ed25519Key = std::unique_ptr<eddsa_pk_t, Freed<eddsa_pk_free>>;
using Es256Key = std::unique_ptr<es256_pk_t, Freed<es256_pk_free>>;
using Rs256Key = std::unique_ptr<rs256_pk_t, Freed<rs256_pk_free>>;

// Authenticator data (§6.1): the party's hash, flags, the counter, and of a new passkey its id and key.
constexpr std::size_t hash_size = 32;
constexpr std::size_t smallest_data = hash_size + 1 + 4;
constexpr std::uint8_t user_present = 0x01;
constexpr std::uint8_t user_verified = 0x04;

std::string_view text_of(const Bytes& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// A member of client data that is a text; empty if it is none.
std::string_view member(const boost::json::object& client_data, std::string_view name) {
    const auto* found = client_data.if_contains(name);
    return found && found->is_string() ? std::string_view{found->get_string()} : std::string_view{};
}

/// When the challenge was made that the client data answers, if it is the ceremony's, from our page (§5.8.1).
std::expected<Instant, Fault> challenged_at(const Bytes& client_data, std::string_view ceremony,
                                            const RelyingParty& party, const Challenges& challenges, Instant now) {
    boost::json::value parsed;
    try {
        parsed = json::parse(text_of(client_data));
    } catch (const Problem&) {
        return std::unexpected{Fault::malformed};
    }
    const auto* object = parsed.if_object();
    if (!object) return std::unexpected{Fault::malformed};
    if (member(*object, "type") != ceremony) return std::unexpected{Fault::other_ceremony};
    const auto* embedded = object->if_contains("crossOrigin");
    if (member(*object, "origin") != party.origin || (embedded && *embedded != false))
        return std::unexpected{Fault::other_origin};
    const auto made = challenges.made_at(member(*object, "challenge"), now);
    if (!made) return std::unexpected{Fault::other_challenge};
    return *made;
}

/// What is wrong with the part that all authenticator data begins with.
std::optional<Fault> fault_of(const Bytes& data, const RelyingParty& party) {
    if (data.size() < smallest_data) return Fault::malformed;
    if (!std::ranges::equal(std::span{data}.first<hash_size>(), sha256(party.id))) return Fault::other_party;
    const auto flags = data[hash_size];
    return flags & user_present && flags & user_verified ? std::nullopt : std::optional{Fault::user_not_verified};
}

/// The passkey that the data tells of, if it signs so.
std::optional<Credential> credential_in(const Bytes& data, Algorithm algorithm) {
    const Made made{fido_cred_new()};
    if (!made || fido_cred_set_type(made.get(), cose_number(algorithm)) != FIDO_OK ||
        fido_cred_set_authdata_raw(made.get(), data.data(), data.size()) != FIDO_OK)
        return std::nullopt;
    const auto* id = fido_cred_id_ptr(made.get());
    const auto* key = fido_cred_pubkey_ptr(made.get());
    if (!id || !key) return std::nullopt;
    return Credential{.id = {{id, id + fido_cred_id_len(made.get())}},
                      .algorithm = algorithm,
                      .public_key = {{key, key + fido_cred_pubkey_len(made.get())}},
                      .sign_count = fido_cred_sigcount(made.get())};
}

bool verifies(const fido_assert_t& assertion, Algorithm algorithm, const Bytes& key) {
    const auto with = [&](const auto& public_key, auto read) {
        return public_key && read(public_key.get(), key.data(), key.size()) == FIDO_OK &&
               fido_assert_verify(&assertion, 0, cose_number(algorithm), public_key.get()) == FIDO_OK;
    };
    switch (algorithm) {
    case Algorithm::ed25519:
        return with(Ed25519Key{eddsa_pk_new()}, eddsa_pk_from_ptr);
    case Algorithm::es256:
        return with(Es256Key{es256_pk_new()}, es256_pk_from_ptr);
    case Algorithm::rs256:
        return with(Rs256Key{rs256_pk_new()}, rs256_pk_from_ptr);
    }
    return false;
}

/// The signed assertion as libfido2 has it; null if it cannot be one.
Signed read(const Assertion& assertion, const RelyingParty& party) {
    Signed read{fido_assert_new()};
    const auto& data = assertion.authenticator_data.bytes;
    const auto& client_data = assertion.client_data.bytes;
    const auto& signature = assertion.signature.bytes;
    const bool is_one = read && fido_assert_set_count(read.get(), 1) == FIDO_OK &&
                        fido_assert_set_rp(read.get(), party.id.c_str()) == FIDO_OK &&
                        fido_assert_set_clientdata(read.get(), client_data.data(), client_data.size()) == FIDO_OK &&
                        fido_assert_set_authdata_raw(read.get(), 0, data.data(), data.size()) == FIDO_OK &&
                        fido_assert_set_sig(read.get(), 0, signature.data(), signature.size()) == FIDO_OK &&
                        fido_assert_set_up(read.get(), FIDO_OPT_TRUE) == FIDO_OK &&
                        fido_assert_set_uv(read.get(), FIDO_OPT_TRUE) == FIDO_OK;
    return is_one ? std::move(read) : nullptr;
}

} // namespace

int cose_number(Algorithm algorithm) {
    switch (algorithm) {
    case Algorithm::ed25519:
        return COSE_EDDSA;
    case Algorithm::es256:
        return COSE_ES256;
    case Algorithm::rs256:
        return COSE_RS256;
    }
    return COSE_UNSPEC;
}

std::expected<Accepted, Fault> created(const Creation& creation, const RelyingParty& party,
                                       const Challenges& challenges, Instant now) {
    const auto when = challenged_at(creation.client_data.bytes, "webauthn.create", party, challenges, now);
    if (!when) return std::unexpected{when.error()};
    const auto& data = creation.authenticator_data.bytes;
    if (const auto fault = fault_of(data, party)) return std::unexpected{*fault};
    for (const auto algorithm : json::enum_values<Algorithm>())
        if (auto credential = credential_in(data, algorithm)) return Accepted{std::move(*credential), *when};
    return std::unexpected{Fault::other_algorithm};
}

std::expected<Accepted, Fault> asserted(const Assertion& assertion, const Credential& credential,
                                        const RelyingParty& party, const Challenges& challenges, Instant now) {
    const auto when = challenged_at(assertion.client_data.bytes, "webauthn.get", party, challenges, now);
    if (!when) return std::unexpected{when.error()};
    if (const auto fault = fault_of(assertion.authenticator_data.bytes, party)) return std::unexpected{*fault};
    const auto read = webauthn::read(assertion, party);
    if (!read) return std::unexpected{Fault::malformed};
    if (!verifies(*read, credential.algorithm, credential.public_key.bytes))
        return std::unexpected{Fault::wrong_signature};
    const auto count = fido_assert_sigcount(read.get(), 0);
    if ((count != 0 || credential.sign_count != 0) && count <= credential.sign_count)
        return std::unexpected{Fault::copied};
    auto now_is = credential;
    now_is.sign_count = count;
    return Accepted{std::move(now_is), *when};
}

} // namespace resuelve::webauthn
