#pragma once

#include "domain/access/audit_record.hpp"
#include "platform/async/awaitable.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace resuelve::access {

struct AuditQuery {
    std::optional<Uuid> actor{};
    std::optional<Uuid> subject{};
    std::optional<Audited> act{};
    std::optional<Instant> from{};        ///< this moment or later
    std::optional<Instant> until{};       ///< before this moment
    std::optional<std::int64_t> before{}; ///< a record's number: only older ones
    std::size_t limit = 25;
};

/// The audit log of one database, append-only and hash-chained. What belongs to a change of a store is in that store's
/// transaction (`audit` of its Change, or an argument); append() is for what changes nothing else. Every adapter passes
/// tests/contract/audit_log_contract.hpp.
class AuditLog {
public:
    virtual ~AuditLog() = default;

    /// Seals the records behind the last one, as one transaction. Returns when it is durable.
    virtual awaitable<void> append(std::vector<AuditRecord> records) = 0;
    /// Newest first.
    virtual awaitable<std::vector<SealedRecord>> list(AuditQuery query) = 0;
    /// At most `limit` after that number, oldest first.
    virtual awaitable<std::vector<SealedRecord>> after(std::int64_t number, std::size_t limit) = 0;
    /// The end of the chain, which is kept apart from the records; zeros while there are none.
    virtual awaitable<AuditHead> head() = 0;
};

/// What was looked at, and the first fault.
struct VerifiedAudit {
    std::int64_t records = 0; ///< that are sound
    std::optional<AuditBreak> fault{};
};

/// Walks the whole chain. What is appended meanwhile is looked at too or not, but is no fault.
awaitable<VerifiedAudit> verify(AuditLog& log);

} // namespace resuelve::access
