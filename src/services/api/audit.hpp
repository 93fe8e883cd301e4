#pragma once

#include "domain/access/audit_log.hpp"
#include "domain/access/recent_map.hpp"
#include "platform/time/clock.hpp"
#include "services/api/request.hpp"

#include <mutex>

namespace resuelve::api {

/// What the sender of a request did, to whom or what. `detail` is of our words, see AuditRecord.
access::AuditRecord audited(const Request& request, Instant now, access::Audited act, std::optional<Uuid> subject = {},
                            std::string detail = {});

/// The same for somebody whom the request itself identifies: by a password, by a mailed link.
access::AuditRecord audited_by(const access::Actor& who, const Request& request, Instant now, access::Audited act,
                               std::optional<Uuid> subject = {}, std::string detail = {});

/// Notes who of the employees and programs reads what: each reader, act and subject once an hour, so that paging
/// through a timeline is one record. Reading goes on when the record cannot be stored (a full disk refuses writes
/// alone, reliability.md promise 12); then the log says so.
class AuditedReads {
public:
    static constexpr std::chrono::hours once_in{1};

    /// Both outlive it.
    AuditedReads(access::AuditLog& audit, const Clock& clock) : audit_{audit}, clock_{clock} {}

    awaitable<void> note(const Request& request, access::Audited act, std::optional<Uuid> subject = {});

private:
    bool is_new(const std::string& read, Instant now);
    void forget(const std::string& read);

    access::AuditLog& audit_;
    const Clock& clock_;
    std::mutex mutex_;
    access::RecentMap<std::string, Instant> noted_{10'000};
};

/// A page of the audit log, newest first: who, whom, act, from, until, cursor and limit from the query.
awaitable<Response> audit_page(const Request& request, access::AuditLog& audit);

/// Whether the log's chain is intact, from the first record to the last: {records, intact, fault {record, kind}}.
awaitable<Response> audit_verification(access::AuditLog& audit);

} // namespace resuelve::api
