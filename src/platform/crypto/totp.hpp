#pragma once

#include "platform/ids/random.hpp"
#include "platform/time/instant.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace resuelve::totp {

/// What the authenticator app and we share: 160 bits, as RFC 4226 §4 recommends.
using Seed = std::array<std::uint8_t, 20>;

inline Seed make_seed(Random& random) {
    return random.bytes<20>();
}

/// Which 30-second step a moment is in (RFC 6238).
std::int64_t step_at(Instant now);

/// The six digits of a step: HMAC-SHA-1, the one algorithm that every app has.
std::string code(const Seed& seed, std::int64_t step);

/// The step that the code is right for: now's, the one before or the one after, and later than `last_used`. Store it as
/// the next last_used, so that each code works once. Nothing if the code is not right.
std::optional<std::int64_t> matching_step(const Seed& seed, std::string_view code, Instant now, std::int64_t last_used);

/// "otpauth://totp/Resuelve:ana%40shop.example?secret=…": what the QR code shows.
std::string uri(const Seed& seed, std::string_view issuer, std::string_view account);

} // namespace resuelve::totp
