#pragma once

#include "domain/access/actor.hpp"
#include "platform/async/awaitable.hpp"
#include "platform/crypto/sha256.hpp"

#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <vector>

namespace resuelve::access {

/// What is worth knowing afterwards (reliability.md §3.5). No bodies, tokens or passwords.
BOOST_DEFINE_ENUM_CLASS(Audited, signed_in, sign_in_failed, signed_out, session_ended, session_token_reused,
                        password_changed, password_reset, second_factor_changed, role_changed, employee_registered,
                        employee_disabled, teams_changed, forbidden, person_read, person_exported, person_erased,
                        api_token_made, api_token_revoked, settings_changed)

/// Who did what to whom, from where, when.
struct AuditEntry {
    std::int64_t number = 0; ///< 1, 2, … in the order of storing
    Instant at{};
    Role role{};
    std::optional<Uuid> actor; ///< none: nobody who is known
    Audited what{};
    std::optional<Uuid> subject; ///< whom it was done to
    std::string from;            ///< the address range, as address_range() gives it
    std::string trace_id;
    Sha256Digest hash{}; ///< of the hash before and all fields above; the first one's is 32 zero bytes

    bool operator==(const AuditEntry&) const = default;
};

/// Numbers the entry and chains it to the one before.
void seal(AuditEntry& entry, std::int64_t number, const Sha256Digest& before);

/// Whether the entry is the one that was sealed there.
bool is_intact(const AuditEntry& entry, std::int64_t number, const Sha256Digest& before);

/// Keeps the audit. Append-only; each adapter seals under its own writer.
class AuditLog {
public:
    virtual ~AuditLog() = default;
    virtual awaitable<void> record(AuditEntry entry) = 0;
    /// At most `limit` entries with a number below `before` (0: the newest), newest first.
    virtual awaitable<std::vector<AuditEntry>> list(std::int64_t before, int limit) = 0;
};

} // namespace resuelve::access
