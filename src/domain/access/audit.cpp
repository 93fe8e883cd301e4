#include "domain/access/audit.hpp"

#include "platform/json/enum_names.hpp"

#include <fmt/format.h>

namespace resuelve::access {
namespace {

std::string text_of(const std::optional<Uuid>& id) {
    return id ? id->to_string() : "-";
}

/// Fields that may hold anything go last with their lengths, so that no two entries look alike.
Sha256Digest hash_of(const AuditEntry& entry, const Sha256Digest& before) {
    const auto header =
        fmt::format("{} {} {} {} {} {} {}:{} {}:{}", entry.number, to_rfc3339(entry.at), to_string(entry.role),
                    text_of(entry.actor), json::enum_name(entry.what), text_of(entry.subject), entry.from.size(),
                    entry.from, entry.trace_id.size(), entry.trace_id);
    return Sha256{}.add(before).add(header).finish();
}

} // namespace

void seal(AuditEntry& entry, std::int64_t number, const Sha256Digest& before) {
    entry.number = number;
    entry.hash = hash_of(entry, before);
}

bool is_intact(const AuditEntry& entry, std::int64_t number, const Sha256Digest& before) {
    return entry.number == number && entry.hash == hash_of(entry, before);
}

} // namespace resuelve::access
