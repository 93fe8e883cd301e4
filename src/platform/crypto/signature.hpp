#pragma once

#include "platform/crypto/key_ring.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace resuelve {

/// Ed25519 (RFC 8032).
using Signature = std::array<std::uint8_t, 64>;

struct PublicKey {
    std::string id;
    std::array<std::uint8_t, 32> bytes;
};

/// The private half of an Ed25519 pair, derived from a key of a ring.
class SigningKey {
public:
    explicit SigningKey(const Key& key);
    ~SigningKey();
    SigningKey(const SigningKey&) = default;
    SigningKey& operator=(const SigningKey&) = default;

    const std::string& id() const { return public_.id; }
    const PublicKey& public_key() const { return public_; }
    std::span<const std::uint8_t, 32> seed() const { return std::span{secret_}.first<32>(); }
    Signature sign(std::string_view message) const;

private:
    PublicKey public_;
    std::array<std::uint8_t, 64> secret_; ///< seed and public key, as libsodium wants it
};

bool verifies(const PublicKey& key, std::span<const std::uint8_t> signature, std::string_view message);

/// The public halves of a ring's valid keys.
std::vector<PublicKey> public_keys(const KeyRing& ring);

/// Writes them into DIRECTORY/<id>.pub, unless they are there: what services that only verify are given. Throws
/// std::runtime_error naming the path.
void publish(const KeyRing& ring, const std::filesystem::path& directory);

/// The newest published keys of a purpose, as many as a ring has valid ones. Throws std::runtime_error naming the path.
std::vector<PublicKey> read_public_keys(const std::filesystem::path& directory, std::string_view purpose);

} // namespace resuelve
