#include "domain/access/audit_log.hpp"

namespace resuelve::access {
namespace {

constexpr std::size_t records_at_once = 1000;

} // namespace

awaitable<VerifiedAudit> verify(AuditLog& log) {
    AuditVerification chain;
    const auto head = co_await log.head(); // before the records: later ones are not this walk's
    while (chain.records() < head.number) {
        const auto wanted = std::min(records_at_once, static_cast<std::size_t>(head.number - chain.records()));
        const auto records = co_await log.after(chain.records(), wanted);
        if (records.empty()) break;
        for (const auto& record : records)
            if (const auto fault = chain.add(record)) co_return VerifiedAudit{chain.records(), fault};
    }
    co_return VerifiedAudit{chain.records(), chain.end(head)};
}

} // namespace resuelve::access
