#pragma once

#include "platform/crypto/key_ring.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace resuelve {

/// Encrypts small secrets that must be read back, such as TOTP seeds, under a key that lies outside the database
/// (XChaCha20-Poly1305). What it was sealed for is bound to it: moved to another account's row it does not open.
class SealedBox {
public:
    explicit SealedBox(KeyRing keys) : keys_{std::move(keys)} {}

    /// "<key id>.<nonce and ciphertext>".
    std::string seal(std::string_view plain, std::string_view sealed_for, Random& random) const;

    /// Nothing if it was changed, sealed for something else, or the key is gone.
    std::optional<std::string> open(std::string_view sealed, std::string_view sealed_for) const;

private:
    KeyRing keys_;
};

} // namespace resuelve
