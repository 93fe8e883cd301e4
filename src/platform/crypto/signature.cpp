#include "platform/crypto/signature.hpp"

#include <sodium.h>

namespace resuelve {
namespace {

const auto* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

} // namespace

SigningKey::SigningKey(const Key& key) : public_{key.id, {}} {
    crypto_sign_ed25519_seed_keypair(public_.bytes.data(), secret_.data(), key.secret.data());
}

SigningKey::~SigningKey() {
    sodium_memzero(secret_.data(), secret_.size());
}

Signature SigningKey::sign(std::string_view message) const {
    Signature signature;
    crypto_sign_ed25519_detached(signature.data(), nullptr, bytes_of(message), message.size(), secret_.data());
    return signature;
}

bool verifies(const PublicKey& key, std::span<const std::uint8_t> signature, std::string_view message) {
    return signature.size() == Signature{}.size() &&
           crypto_sign_ed25519_verify_detached(signature.data(), bytes_of(message), message.size(), key.bytes.data()) ==
               0;
}

std::vector<PublicKey> public_keys(const KeyRing& ring) {
    std::vector<PublicKey> keys;
    for (const auto& key : ring.valid())
        keys.push_back(SigningKey{key}.public_key());
    return keys;
}

} // namespace resuelve
