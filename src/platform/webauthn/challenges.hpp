#pragma once

#include "platform/crypto/key_ring.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace resuelve::webauthn {

/// What passkeys are given to sign (WebAuthn level 2 §13.4.3). A challenge tells by itself that we made it, what for
/// and when, under a key of ours: nothing is stored for somebody who only opens a page, and any instance can check it.
/// That none is taken twice is for who uses it: no challenge older than the last one that was taken.
class Challenges {
public:
    static constexpr std::chrono::minutes validity{5};

    /// `keys` outlives it. `purpose`: one for signing in, one for each person who adds a passkey.
    Challenges(const KeyRing& keys, std::string purpose) : keys_{keys}, purpose_{std::move(purpose)} {}

    /// In base64url, as clients want it.
    std::string make(Instant now, Random& random) const;

    /// When it was made; nothing if it is none of ours for this purpose, or is too old.
    std::optional<Instant> made_at(std::string_view challenge, Instant now) const;

private:
    const KeyRing& keys_;
    std::string purpose_;
};

} // namespace resuelve::webauthn
