#pragma once

#include "platform/crypto/encoding.hpp"
#include "platform/crypto/sha256.hpp"
#include "platform/ids/random.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <array>
#include <string>
#include <string_view>

namespace resuelve::testing_support {

/// A passkey in software, with an Ed25519 key: what a telephone or a security key would answer.
class APasskey {
public:
    explicit APasskey(Random& random, std::string party = "tienda.es") :
        id{random.bytes<32>()}, party_{std::move(party)}, origin{"https://" + party_} {
        const auto seed = random.bytes<32>();
        crypto_sign_seed_keypair(public_key_.data(), secret_key_.data(), seed.data());
    }

    std::string client_data(std::string_view ceremony, std::string_view challenge) const {
        return to_base64url(client_text(ceremony, challenge));
    }
    /// Authenticator data of a new passkey: with its id and key (CBOR, RFC 9053 §7.2).
    std::string made() const {
        auto data = head(flags | with_credential);
        data.insert(data.end(), 16, 0); // the make of the device
        data.insert(data.end(), {0, static_cast<std::uint8_t>(id.size())});
        data.insert(data.end(), id.begin(), id.end());
        data.insert(data.end(), {0xa4, 0x01, 0x01, 0x03, algorithm, 0x20, 0x06, 0x21, 0x58, 0x20});
        data.insert(data.end(), public_key_.begin(), public_key_.end());
        return to_base64url(data);
    }
    std::string authenticator_data() const { return to_base64url(head(flags)); }
    std::string signature(std::string_view challenge) const {
        auto message = head(flags);
        const auto hash = sha256(client_text("webauthn.get", challenge));
        message.insert(message.end(), hash.begin(), hash.end());
        std::array<std::uint8_t, crypto_sign_BYTES> signature{};
        crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(), secret_key_.data());
        return to_base64url(signature);
    }

    /// The body that adds it.
    std::string addition(std::string_view challenge, std::string_view name = "Teléfono") const {
        return fmt::format(R"({{"name":"{}","client_data":"{}","authenticator_data":"{}"}})", name,
                           client_data("webauthn.create", challenge), made());
    }
    /// The body that signs its owner in.
    std::string sign_in(std::string_view challenge, std::string_view user_handle) const {
        return fmt::format(
            R"({{"user_handle":"{}","credential":"{}","client_data":"{}","authenticator_data":"{}","signature":"{}"}})",
            user_handle, to_base64url(id), client_data("webauthn.get", challenge), authenticator_data(),
            signature(challenge));
    }

    const std::array<std::uint8_t, 32> id;

private:
    static constexpr std::uint8_t with_credential = 0x40;

    std::string party_;

public:
    std::string origin;
    std::string more{};            ///< further members of the client data: ",…"
    std::uint8_t flags = 0x05;     ///< somebody is there, and is who they say
    std::uint8_t algorithm = 0x27; ///< COSE's -8 in CBOR
    std::uint8_t count = 0;

private:
    std::string client_text(std::string_view ceremony, std::string_view challenge) const {
        return fmt::format(R"({{"type":"{}","challenge":"{}","origin":"{}","crossOrigin":false{}}})", ceremony,
                           challenge, origin, more);
    }
    Bytes head(unsigned with_flags) const {
        const auto hash = sha256(party_);
        Bytes data{hash.begin(), hash.end()};
        data.insert(data.end(), {static_cast<std::uint8_t>(with_flags), 0, 0, 0, count});
        return data;
    }

    std::array<std::uint8_t, crypto_sign_PUBLICKEYBYTES> public_key_{};
    std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret_key_{};
};

} // namespace resuelve::testing_support
