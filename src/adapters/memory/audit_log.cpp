#include "adapters/memory/audit_log.hpp"

#include <algorithm>
#include <ranges>

namespace resuelve::memory {
namespace {

bool matches(const access::SealedRecord& sealed, const access::AuditQuery& query) {
    const auto& record = sealed.record;
    return (!query.before || sealed.number < *query.before) && (!query.actor || record.actor == query.actor) &&
           (!query.subject || record.subject == query.subject) && (!query.act || record.act == *query.act) &&
           (!query.from || record.at >= *query.from) && (!query.until || record.at < *query.until);
}

} // namespace

awaitable<void> AuditLog::append(std::vector<access::AuditRecord> records) {
    add(records);
    co_return;
}

awaitable<std::vector<access::SealedRecord>> AuditLog::list(access::AuditQuery query) {
    std::vector<access::SealedRecord> found;
    const std::lock_guard lock{mutex_};
    for (const auto& sealed : records_ | std::views::reverse) {
        if (found.size() == query.limit) break;
        if (matches(sealed, query)) found.push_back(sealed);
    }
    co_return found;
}

awaitable<std::vector<access::SealedRecord>> AuditLog::after(std::int64_t number, std::size_t limit) {
    std::vector<access::SealedRecord> found;
    const std::lock_guard lock{mutex_};
    for (const auto& sealed : records_)
        if (sealed.number > number && found.size() < limit) found.push_back(sealed);
    co_return found;
}

awaitable<access::AuditHead> AuditLog::head() {
    const std::lock_guard lock{mutex_};
    co_return head_;
}

void AuditLog::add(std::span<const access::AuditRecord> records) {
    const std::lock_guard lock{mutex_};
    for (const auto& record : records) {
        records_.push_back(access::seal(record, head_));
        head_ = {records_.back().number, records_.back().hash};
    }
}

std::vector<access::SealedRecord> AuditLog::records() const {
    const std::lock_guard lock{mutex_};
    return records_;
}

} // namespace resuelve::memory
