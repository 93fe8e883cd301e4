#pragma once

#include "domain/access/actor.hpp"
#include "platform/crypto/sha256.hpp"

#include <boost/describe/enum.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace resuelve::access {

// clang-format off
/// What is worth knowing afterwards (reliability.md §3.5).
BOOST_DEFINE_ENUM_CLASS(Audited, signed_in, sign_in_failed, signed_out, session_ended, session_token_reused,
                        password_changed, password_reset, invitation_accepted, second_factor_changed, passkey_added,
                        passkey_removed, email_changed,
                        employee_registered, rights_changed, employee_disabled, employee_enabled, team_changed,
                        category_changed, template_changed, api_token_made, api_token_revoked, customer_read, customers_listed,
                        customer_changed, customer_exported, customer_erased, data_request_made, data_request_extended,
                        data_request_answered, data_requests_listed, notes_read, access_requested)

struct AuditedAct {
    Audited act;
    std::string_view meaning; ///< for people; the API's document and the administrators' guide say the same
};

/// The one table of what is audited.
inline constexpr std::array audited_acts{
    AuditedAct{Audited::signed_in,             "signed in; the detail names the way"},
    AuditedAct{Audited::sign_in_failed,        "a wrong password or code, for the account that is the subject if there is one"},
    AuditedAct{Audited::signed_out,            "signed out"},
    AuditedAct{Audited::session_ended,         "ended another session, of the same person or by an administrator"},
    AuditedAct{Audited::session_token_reused,  "a refresh token came twice: somebody holds a copy, the session ended"},
    AuditedAct{Audited::password_changed,      "changed the own password"},
    AuditedAct{Audited::password_reset,        "set a new password by a mailed link"},
    AuditedAct{Audited::invitation_accepted,   "an invited employee set a password"},
    AuditedAct{Audited::second_factor_changed, "a second factor was enrolled, confirmed or removed"},
    AuditedAct{Audited::passkey_added,         "added a passkey to sign in with"},
    AuditedAct{Audited::passkey_removed,       "removed one"},
    AuditedAct{Audited::email_changed,         "a customer's e-mail address was changed"},
    AuditedAct{Audited::employee_registered,   "an employee was registered"},
    AuditedAct{Audited::rights_changed,        "an employee's role or teams were changed"},
    AuditedAct{Audited::employee_disabled,     "an employee was disabled"},
    AuditedAct{Audited::employee_enabled,      "an employee was enabled again"},
    AuditedAct{Audited::team_changed,          "a team was created, renamed or dissolved"},
    AuditedAct{Audited::category_changed,      "a reason was added or changed; the detail names it and what of it"},
    AuditedAct{Audited::template_changed,      "a reply template of a team or the shop was published, changed or removed"},
    AuditedAct{Audited::api_token_made,        "an API token was made"},
    AuditedAct{Audited::api_token_revoked,     "an API token was revoked"},
    AuditedAct{Audited::customer_read,         "an employee or program read a whole customer"},
    AuditedAct{Audited::customers_listed,      "an employee or program listed or searched customers"},
    AuditedAct{Audited::customer_changed,      "an employee or program registered, changed or removed a customer"},
    AuditedAct{Audited::customer_exported,     "a customer took the own data along"},
    AuditedAct{Audited::customer_erased,       "a customer erased the account"},
    AuditedAct{Audited::data_request_made,      "a customer asked for something of the own data; the detail names the right"},
    AuditedAct{Audited::data_request_extended,  "the term of such a request was extended"},
    AuditedAct{Audited::data_request_answered,  "such a request was answered; the detail names the outcome"},
    AuditedAct{Audited::data_requests_listed,   "an employee listed such requests"},
    AuditedAct{Audited::notes_read,            "an employee or program read a timeline with its notes"},
    AuditedAct{Audited::access_requested,      "an employee asked for access to an incident of others"},
};
// clang-format on

/// Who did what to whom, from where, when. No bodies, tokens, passwords, names or addresses of people.
struct AuditRecord {
    Instant at{};
    Role role{};
    std::optional<Uuid> actor{}; ///< none: nobody who is known
    Audited act{};
    std::optional<Uuid> subject{}; ///< whom or what it was done to
    std::string address{};         ///< the range it came from, as address_range() gives it; empty: from inside
    std::string trace_id{};
    std::string detail{}; ///< words of ours, e.g. "role agent supervisor"; never what somebody wrote

    bool operator==(const AuditRecord&) const = default;
};

/// A record in its place in the chain.
struct SealedRecord {
    std::int64_t number = 0; ///< 1, 2, … in the order of storing
    AuditRecord record{};
    Sha256Digest hash{}; ///< of the hash before, the number and the record; the one before the first is 32 zero bytes

    bool operator==(const SealedRecord&) const = default;
};

/// The end of a chain: the last record's number and hash.
struct AuditHead {
    std::int64_t number = 0;
    Sha256Digest hash{};

    bool operator==(const AuditHead&) const = default;
};

/// Puts the record behind the head.
SealedRecord seal(AuditRecord record, const AuditHead& head);

/// What is wrong at a place of the chain.
BOOST_DEFINE_ENUM_CLASS(AuditFault, wrong_number, wrong_hash, wrong_end)

struct AuditBreak {
    std::int64_t number = 0; ///< of the record, as it should be
    AuditFault fault{};

    bool operator==(const AuditBreak&) const = default;
};

/// Verifies a chain as it is read, oldest first, page by page.
class AuditVerification {
public:
    /// The next record. The first fault ends the verification.
    std::optional<AuditBreak> add(const SealedRecord& sealed);
    /// After the last one: records that are missing at the end, or too many, are noticed by the head that is kept
    /// apart.
    std::optional<AuditBreak> end(const AuditHead& head) const;

    std::int64_t records() const { return head_.number; }

private:
    AuditHead head_{};
};

} // namespace resuelve::access
