#pragma once

#include <sodium/crypto_hash_sha256.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace resuelve {

/// 32 bytes (FIPS 180-4).
using Sha256Digest = std::array<std::uint8_t, 32>;

/// SHA-256 of what is added, piece by piece.
class Sha256 {
public:
    Sha256();
    Sha256& add(std::span<const std::uint8_t> bytes);
    Sha256& add(std::string_view text);
    Sha256Digest finish();

private:
    crypto_hash_sha256_state state_;
};

Sha256Digest sha256(std::string_view text);

/// Lower-case hexadecimal.
std::string to_hex(std::span<const std::uint8_t> bytes);

} // namespace resuelve
