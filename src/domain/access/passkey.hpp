#pragma once

#include "platform/ids/uuid.hpp"
#include "platform/time/instant.hpp"
#include "platform/webauthn/ceremony.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace resuelve::access {

using PasskeyId = Id<struct PasskeyTag>;

namespace limits {
constexpr std::size_t passkeys_of_one = 10;
constexpr std::size_t passkey_name = 60; // code points
} // namespace limits

/// What a person signs in with instead of a password: a key that their device keeps and that asks for a finger, a face
/// or a PIN (WebAuthn level 2).
struct Passkey {
    PasskeyId id{};
    std::string name{}; ///< as its owner calls it
    webauthn::Credential credential{};
    Instant added_at{};
    /// When the challenge was made that it answered last. It answers none that is as old again: so that an answer which
    /// somebody copied signs nobody in.
    std::optional<Instant> last_used_at{};

    bool operator==(const Passkey&) const = default;
};
BOOST_DESCRIBE_STRUCT(Passkey, (), (id, name, credential, added_at, last_used_at))

/// Those of one person, the oldest first. Few, and read with the person alone, so that stores keep them as one text.
using Passkeys = std::vector<Passkey>;

/// As one text; nothing for somebody who has none.
std::optional<std::string> written(const Passkeys& passkeys);
/// What written() gave. Throws Problem for anything else.
Passkeys read_passkeys(const std::optional<std::string>& text);

/// The one with the credential's id; null if there is none.
Passkey* find_credential(Passkeys& passkeys, const Base64url& credential);

/// That somebody has a passkey now, or has it no more. Its owner is told of each: one that somebody else added would
/// outlive a new password.
struct PasskeyChange {
    bool added = false;
    std::string name{};

    bool operator==(const PasskeyChange&) const = default;
};
/// What differs: those that were removed, then those that were added.
std::vector<PasskeyChange> passkey_changes(const Passkeys& before, const Passkeys& after);

} // namespace resuelve::access
