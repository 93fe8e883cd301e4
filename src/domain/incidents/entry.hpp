#pragma once

#include "domain/access/actor.hpp"
#include "domain/incidents/status.hpp"
#include "platform/crypto/sha256.hpp"
#include "platform/time/instant.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace resuelve::incidents {

BOOST_DEFINE_ENUM_CLASS(EntryKind, message, note, transition, assignment, change, attachment, resolution, notification)

using Salt = std::array<std::uint8_t, 16>;

/// One line of an incident's timeline. Never changed after it was stored; only its body and salt can be erased.
struct Entry {
    IncidentId incident{};
    int number = 0; ///< 1, 2, …
    EntryKind kind{};
    Visibility visibility = Visibility::public_;
    access::Role author_role{};
    std::optional<Uuid> author_id; ///< none: the system, or somebody without an account
    std::string author_name;       ///< to show; not part of the chain, blanked at erasure
    Instant at{};
    std::string body; ///< a JSON object as it was hashed, byte by byte; empty once erased
    Salt salt{};      ///< zero once erased
    Sha256Digest digest{}; ///< of salt ‖ body
    Sha256Digest hash{};   ///< h(n) = SHA-256(h(n-1) ‖ header ‖ digest); h(0) is 32 zero bytes
    bool erased = false;

    bool operator==(const Entry&) const = default;
};

/// Fills digest and hash from the other fields and the hash before.
void seal(Entry& entry, const Sha256Digest& before);

/// What is wrong with an entry, given the hash before it.
enum class ChainFault { none, wrong_number, wrong_digest, wrong_hash };

ChainFault check(const Entry& entry, int expected_number, const Sha256Digest& before);

} // namespace resuelve::incidents
