#pragma once

#include "domain/access/audit_record.hpp"
#include "platform/async/awaitable.hpp"
#include "platform/http/idempotency.hpp"
#include "platform/time/instant.hpp"

#include <boost/json/object.hpp>

#include <compare>
#include <optional>
#include <string>
#include <vector>

namespace resuelve::employees {

/// What employees keep besides their accounts.
BOOST_DEFINE_ENUM_CLASS(Kept, preferences, views, templates, categories)

/// Whose it is: an employee's own, a team's, or the whole shop's.
BOOST_DEFINE_ENUM_CLASS(HolderKind, employee, team, shop)

struct Holder {
    HolderKind kind = HolderKind::employee;
    Uuid id{}; ///< the employee's or the team's; zeros for the shop, of which there is one

    auto operator<=>(const Holder&) const = default;

    static Holder of(EmployeeId employee) { return {HolderKind::employee, employee.value}; }
    static Holder of(TeamId team) { return {HolderKind::team, team.value}; }
    static Holder shop() { return {HolderKind::shop, {}}; }
};

/// All that one holder keeps of a kind, as one: names stay unique and lists short without looking at others.
struct KeptDocument {
    Kept what = Kept::preferences;
    Holder holder{};
    std::int64_t version = 1;
    Instant updated_at{};
    boost::json::object content{};

    bool operator==(const KeptDocument&) const = default;
};

/// Keeps these documents. Every adapter passes tests/contract/kept_store_contract.hpp.
class KeptStore {
public:
    virtual ~KeptStore() = default;

    /// What the holders keep of the kind, in the order of `holders`; who keeps nothing is left out.
    virtual awaitable<std::vector<KeptDocument>> find(Kept what, std::vector<Holder> holders) = 0;

    /// Stores the document as given: version 1 is a new one, else the stored one's is one less. Returns when it is
    /// durable. Throws Problem::stale_version, and http::AlreadyAnswered if the answer's key was used meanwhile. What
    /// is audited is sealed with it, or not at all.
    virtual awaitable<void> put(KeptDocument document, std::optional<http::RecordedAnswer> answer = {},
                                std::vector<access::AuditRecord> audit = {}) = 0;

    /// Everything that the holder keeps.
    virtual awaitable<void> forget(Holder holder) = 0;

    /// Answers recorded for idempotency keys: the employees' store forgets them with its own.
    virtual awaitable<std::optional<http::RecordedAnswer>> recorded_answer(std::string key) = 0;
};

} // namespace resuelve::employees
