#include "domain/access/audit_record.hpp"

#include "platform/json/enum_names.hpp"

#include <fmt/format.h>

namespace resuelve::access {
namespace {

static_assert(
    [] {
        for (std::size_t i = 0; i < audited_acts.size(); ++i)
            if (static_cast<std::size_t>(audited_acts[i].act) != i) return false;
        return true;
    }(),
    "the rows of audited_acts are in the order of Audited");

std::string text_of(const std::optional<Uuid>& id) {
    return id ? id->to_string() : "-";
}

/// Fields that may hold anything go last with their lengths, so that no two records look alike.
Sha256Digest hash_of(const AuditRecord& record, const AuditHead& after) {
    const auto canonical =
        fmt::format("{} {} {} {} {} {} {}:{} {}:{} {}:{}", after.number, to_rfc3339(record.at), to_string(record.role),
                    text_of(record.actor), json::enum_name(record.act), text_of(record.subject), record.address.size(),
                    record.address, record.trace_id.size(), record.trace_id, record.detail.size(), record.detail);
    return Sha256{}.add(after.hash).add(canonical).finish();
}

} // namespace

SealedRecord seal(AuditRecord record, const AuditHead& head) {
    const auto hash = hash_of(record, head);
    return {.number = head.number + 1, .record = std::move(record), .hash = hash};
}

std::optional<AuditBreak> AuditVerification::add(const SealedRecord& sealed) {
    const auto number = head_.number + 1;
    if (sealed.number != number) return AuditBreak{number, AuditFault::wrong_number};
    if (sealed.hash != hash_of(sealed.record, head_)) return AuditBreak{number, AuditFault::wrong_hash};
    head_ = {number, sealed.hash};
    return std::nullopt;
}

std::optional<AuditBreak> AuditVerification::end(const AuditHead& head) const {
    if (head == head_) return std::nullopt;
    return AuditBreak{head_.number + 1, AuditFault::wrong_end};
}

} // namespace resuelve::access
