#pragma once

#include "domain/access/actor.hpp"
#include "domain/incidents/status.hpp"
#include "platform/crypto/sha256.hpp"
#include "platform/time/instant.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace resuelve::incidents {

BOOST_DEFINE_ENUM_CLASS(EntryKind, message, note, transition, assignment, change, attachment, resolution, notification)

using Salt = std::array<std::uint8_t, 16>;

/// One line of an incident's timeline. Its body is a JSON object that starts with "act" and holds, by kind:
///   message, note  text, attachments [{id, name, content_type, size, sha256}], person_requested; and for the filing
///                  subject, points, order, category, channel, language, privacy_version; for a completion request
///                  missing, complete_by; for a third-party wait until
///   transition     from (null for the filing), to, closed_as, and what the act adds: text (the reason), points, into
///   assignment     assignee_id, assignee_name, team_id, team_name, assignee_before, team_before
///   change         changes {field: {from, to}}; for a rating score, text; for a merge merged {id, reference}; for an
///                  approval requested_by
///   attachment     attachments
///   resolution     outcome, remedy, answers [{point, decision, reasons, amount_cents if there is one}]; text beside a
///                  request for approval
///   notification   what, and delivery (sent, failed, bounced) or percent
/// Never changed after it was stored; only its body and salt can be erased.
struct Entry {
    IncidentId incident{};
    int number = 0; ///< 1, 2, …
    EntryKind kind{};
    Visibility visibility = Visibility::public_;
    access::Role author_role{};
    std::optional<Uuid> author_id; ///< none: the system, or somebody without an account
    std::string author_name;       ///< to show; not part of the chain, blanked at erasure
    Instant at{};
    std::string body;      ///< a JSON object as it was hashed, byte by byte; empty once erased
    Salt salt{};           ///< zero once erased
    Sha256Digest digest{}; ///< of salt ‖ body
    Sha256Digest hash{};   ///< h(n) = SHA-256(h(n-1) ‖ header ‖ digest); h(0) is 32 zero bytes
    bool erased = false;

    bool operator==(const Entry&) const = default;
};

/// What of an entry is hashed besides its body: 49 bytes, integers big-endian.
///   0       1   the layout: 1
///   1–16   16   incident
///   17–20   4   number
///   21      1   kind: message 0, note 1, transition 2, assignment 3, change 4, attachment 5, resolution 6,
///   notification 7 22      1   visibility: public 0, internal 1 23      1   author_role: anonymous 0, customer 1,
///   agent 2, supervisor 3, admin 4, service 5, system 6 24      1   1 if there is an author_id, else 0 25–40  16
///   author_id, zero if there is none 41–48   8   at: milliseconds since 1970-01-01T00:00:00Z, two's complement
std::array<std::uint8_t, 49> canonical_header(const Entry& entry);

/// Fills digest and hash from the other fields and the hash before.
void seal(Entry& entry, const Sha256Digest& before);

/// Blanks body, salt and author's name; the chain still verifies.
void erase(Entry& entry);

/// What is wrong with an entry, given the hash before it.
BOOST_DEFINE_ENUM_CLASS(ChainFault, none, wrong_number, wrong_incident, wrong_digest, wrong_hash, wrong_end)

/// Whether the entry stands where it should and is what was hashed; an erased one must have nothing left.
ChainFault check(const Entry& entry, int expected_number, const Sha256Digest& before);

/// Where a timeline stops being what it was.
struct ChainBreak {
    int entry = 0; ///< its number, as it should be
    ChainFault fault{};

    bool operator==(const ChainBreak&) const = default;
};

/// Verifies a timeline as it is read, page by page.
class ChainVerification {
public:
    explicit ChainVerification(IncidentId incident) : incident_{incident} {}

    /// The next entry. The first fault ends the verification.
    std::optional<ChainBreak> add(const Entry& entry);

    /// After the last one: entries that are missing at the end, or too many, are noticed by what the incident says.
    std::optional<ChainBreak> end(int entries, const Sha256Digest& head) const;

private:
    IncidentId incident_;
    int entries_ = 0;
    Sha256Digest head_{};
};

/// The first fault of a whole timeline, in order; nothing if it is sound. The end cannot be checked without the
/// incident.
std::optional<ChainBreak> verify_chain(IncidentId incident, std::span<const Entry> entries);

} // namespace resuelve::incidents
