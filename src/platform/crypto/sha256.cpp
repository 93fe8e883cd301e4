#include "platform/crypto/sha256.hpp"

#include <sodium.h>

namespace resuelve {

Sha256::Sha256() {
    crypto_hash_sha256_init(&state_);
}

Sha256& Sha256::add(std::span<const std::uint8_t> bytes) {
    crypto_hash_sha256_update(&state_, bytes.data(), bytes.size());
    return *this;
}

Sha256& Sha256::add(std::string_view text) {
    return add({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

Sha256Digest Sha256::finish() {
    Sha256Digest digest;
    crypto_hash_sha256_final(&state_, digest.data());
    return digest;
}

Sha256Digest sha256(std::string_view text) {
    return Sha256{}.add(text).finish();
}

std::string to_hex(std::span<const std::uint8_t> bytes) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const auto byte : bytes) {
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

} // namespace resuelve
