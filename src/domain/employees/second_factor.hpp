#pragma once

#include "platform/crypto/sha256.hpp"
#include "platform/time/instant.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace resuelve::employees {

/// An employee's time-based one-time passwords (RFC 6238).
struct SecondFactor {
    std::string sealed_seed;                  ///< encrypted under the key file
    bool confirmed = false;                   ///< asked for at sign-in only once a first code was right
    std::int64_t last_used_step = 0;          ///< no step is taken twice
    std::vector<Sha256Digest> recovery_codes; ///< of those not used yet

    bool operator==(const SecondFactor&) const = default;

    /// Uses up a recovery code; false if it is none of these.
    bool use_recovery_code(std::string_view code);
};

/// What a recovery code is stored as; without regard to case, spaces and hyphens.
Sha256Digest recovery_digest(std::string_view code);

} // namespace resuelve::employees
